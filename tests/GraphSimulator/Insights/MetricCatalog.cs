using System.Collections.Frozen;
using System.Globalization;

namespace GraphSimulator.Insights;

/// <summary>The metrics of metrics.csv, the simulator's own list.</summary>
public static class MetricCatalog
{
    public static FrozenDictionary<string, MetricDefinition> All { get; } = Read().ToFrozenDictionary(m => m.Name, StringComparer.Ordinal);

    public static MetricDefinition? Find(string name) => All.GetValueOrDefault(name);

    private static IEnumerable<MetricDefinition> Read()
    {
        using var stream = typeof(MetricCatalog).Assembly.GetManifestResourceStream("metrics.csv")
            ?? throw new InvalidOperationException("metrics.csv is not embedded");
        using var reader = new StreamReader(stream);
        _ = reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = Split(line);
            var periods = List(cells[1]).Select(p => PeriodNames.Parse(p) ?? throw new FormatException($"Unknown period '{p}' of {cells[0]}"));
            yield return new MetricDefinition(cells[0], [.. periods], Enum.Parse<ValueForm>(cells[2], ignoreCase: true))
            {
                Keys = List(cells[3]),
                Breakdowns = List(cells[4]),
                RemovedOn = cells[5].Length == 0 ? null : DateOnly.ParseExact(cells[5], "yyyy-MM-dd", CultureInfo.InvariantCulture),
                RemovedInVersion = cells[6].Length == 0 ? null : Http.GraphVersions.NumberOf(cells[6]),
                NeedsMonetization = cells[7] == "monetization",
                Description = cells[8],
            };
        }
    }

    private static string[] List(string cell) => cell.Split('|', StringSplitOptions.RemoveEmptyEntries);

    private static List<string> Split(string line)
    {
        var cells = new List<string>();
        var cell = new System.Text.StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (quoted && line[i] == '"' && i + 1 < line.Length && line[i + 1] == '"')
            {
                cell.Append('"');
                i++;
            }
            else if (line[i] == '"')
            {
                quoted = !quoted;
            }
            else if (line[i] == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(line[i]);
            }
        }

        cells.Add(cell.ToString());
        return cells;
    }
}
