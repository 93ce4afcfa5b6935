using System.Globalization;
using System.Text.Json;

namespace Source.FacebookPages.Drift;

/// <summary>Reads what <see cref="ObservationsWriter"/> has written.</summary>
internal static class ObservationsReader
{
    private static readonly Dictionary<string, MetricStatus> Statuses = Enum.GetValues<MetricStatus>().ToDictionary(MetricFinding.NameOf, StringComparer.Ordinal);

    private static readonly Dictionary<string, DriftKind> Kinds = Enum.GetValues<DriftKind>().ToDictionary(DriftEvent.NameOf, StringComparer.Ordinal);

    /// <summary>The memory.</summary>
    /// <exception cref="FormatException">The schema holds none that this version understands.</exception>
    public static Observations Read(JsonElement schema)
    {
        try
        {
            var memory = schema.GetProperty(ObservationsWriter.Keyword);
            return new Observations
            {
                Version = memory.TryGetProperty("api_version", out var version)
                    ? new Observations.ServedVersion(Text(version, "asked"), Text(version, "served"), Day(version))
                    : null,
                Metrics = Metrics(memory),
                Forms = memory.GetProperty("forms").EnumerateObject().ToDictionary(form => form.Name, form => form.Value.GetString()!, StringComparer.Ordinal),
                Deviations = memory.GetProperty("deviations").EnumerateArray().ToDictionary(one => (Kinds[Text(one, "kind")], Text(one, "what")), Day),
                History =
                [
                    .. memory.GetProperty("history").EnumerateArray()
                        .Select(one => new Observations.RecordedDrift(Day(one), Text(one, "run_id"), Text(one, "kind"), Text(one, "what"), Text(one, "message"))),
                ],
            };
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"It holds no memory of this connector: {exception.Message}", exception);
        }
    }

    private static MetricMemory Metrics(JsonElement memory)
    {
        List<string> pageIds = [.. memory.GetProperty("pages").EnumerateArray().Select(id => id.GetString()!)];
        var metrics = new Dictionary<MetricKey, Dictionary<string, MetricMemory.Entry>>();
        foreach (var group in memory.GetProperty("metrics").EnumerateArray())
        {
            var key = new MetricKey(Text(group, "metric"), Text(group, "period"));
            if (!metrics.TryGetValue(key, out var pages))
            {
                metrics.Add(key, pages = new Dictionary<string, MetricMemory.Entry>(StringComparer.Ordinal));
            }

            var entry = new MetricMemory.Entry(Statuses[Text(group, "status")], Day(group));
            foreach (var place in PageRanges.Read(Text(group, "pages"), pageIds.Count))
            {
                pages[pageIds[place]] = entry;
            }
        }

        return new MetricMemory(metrics.ToDictionary(pair => pair.Key, IReadOnlyDictionary<string, MetricMemory.Entry> (pair) => pair.Value));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null.");

    private static DateOnly Day(JsonElement element) => DateOnly.ParseExact(Text(element, "since"), "O", CultureInfo.InvariantCulture);
}
