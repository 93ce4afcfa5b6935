using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Source.FacebookPages.Aws.Lambda;
using Source.FacebookPages.Telemetry;
using Source.FacebookPages.Tests.Configuration;
using Source.FacebookPages.Unattended;

namespace Source.FacebookPages.Tests.Documentation;

/// <summary>What <c>docs/operations.md</c> says of metrics, variables and log lines is so, and complete.</summary>
public sealed partial class OperationsTests
{
    private static readonly MarkdownFile Document = MarkdownFile.Load("docs/operations.md");

    [Fact]
    public void The_metrics_are_the_instruments_of_the_code()
    {
        var rows = Document.Table("metric", "unit", "by", "in Prometheus", "what it counts", "what to do");

        Assert.Equal(
            Instruments.All.Select(one => $"{one.Name} {one.Unit} {string.Join(' ', one.Attributes)} {NameInPrometheus(one)}"),
            rows.Select(row => $"{Code(row[0])} {Code(row[1])} {string.Join(' ', MarkdownFile.Code(row[2]))} {Code(row[3])}"));
    }

    [Fact]
    public void The_instruments_are_those_that_a_run_publishes_under_the_same_names_and_units()
    {
        List<string> published = [];
        using var listener = new System.Diagnostics.Metrics.MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == "of-this-test")
                {
                    published.Add($"{instrument.Name} {instrument.Unit} {instrument.GetType().Name.Split('`')[0]}");
                }
            },
        };
        listener.Start();
        using var meter = new RunMeter("of-this-test", "1");

        Assert.Equal(Instruments.All.Select(one => $"{one.Name} {one.Unit} {one.Kind}"), published);
    }

    [Fact]
    public void The_variables_are_those_that_count() => Assert.Equal(
        TelemetryVariables.All.Order(StringComparer.Ordinal),
        Document.Table("variable", "meaning").Select(row => Code(row[0])).Order(StringComparer.Ordinal));

    [Fact]
    public void The_metrics_of_CloudWatch_are_those_that_a_run_writes()
    {
        var figures = new RunFigures
        {
            Records = [],
            PagesDone = 1,
            PagesSkipped = 0,
            PagesFailed = 0,
            MetricsRefused = 0,
            MetricsSilent = 0,
            Lags = [("1", "day", 0)],
            Drift = [],
        };
        var report = new SyncReport(new SyncAnswer("r", "c"), Requests: null, figures, TimeSpan.Zero);
        var line = JsonNode.Parse(EmbeddedMetrics.Of(report, DateTimeOffset.UnixEpoch).Span)!;
        var written = line["_aws"]!["CloudWatchMetrics"]![0]!["Metrics"]!.AsArray().Select(metric => $"{metric!["Name"]} {metric["Unit"]}");

        // Of requests that were not made there are no durations.
        var rows = Document.Table("metric", "unit", "meaning").Select(row => $"{Code(row[0])} {row[1]}").ToList();
        Assert.Equal(written.Append("request_duration Milliseconds").Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
        var sentence = File.ReadAllText(RepositoryFiles.PathOf("docs", "aws.md"));
        Assert.All(rows, row => Assert.Contains($"`{row.Split(' ')[0]}`", sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_warning_and_error_of_the_code_has_a_row()
    {
        var rows = Document.Table("log line", "what to do").Select(row => Code(row[0])).ToList();
        var templates = Directory.EnumerateFiles(RepositoryFiles.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(path => Template().Matches(File.ReadAllText(path)))
            .Select(match => Placeholder().Replace(match.Groups["text"].Value, "…"))
            .Where(text => text.Any(char.IsLetter))
            .ToList();

        Assert.InRange(templates.Count, 25, 200);
        Assert.All(templates, text => Assert.True(rows.Exists(row => text.StartsWith(row, StringComparison.Ordinal)), $"No row for: {text}"));
        Assert.All(rows, row => Assert.True(templates.Exists(text => text.StartsWith(row, StringComparison.Ordinal)), $"Nothing logs: {row}"));
    }

    private static string Code(string cell) => Assert.Single(MarkdownFile.Code(cell));

    // https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#metric-metadata-1
    private static string NameInPrometheus(InstrumentDefinition instrument)
    {
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            "d" => "_days",
            _ => "",
        };
        return instrument.Name.Replace('.', '_') + unit + (instrument.Kind == InstrumentKind.Counter ? "_total" : "");
    }

    [GeneratedRegex("""Log(Warning|Error|Critical)\(\s*(exception( is [^"]*?)?,\s*)?"(?<text>[^"]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10000)]
    private static partial Regex Template();

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
