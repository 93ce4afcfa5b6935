using Airbyte.Cdk;
using Source.FacebookPages.Catalog;
using Source.FacebookPages.Reporting;

namespace Source.FacebookPages.Telemetry;

/// <summary>What a read has delivered, in numbers; the same for OpenTelemetry and for CloudWatch.</summary>
internal sealed record RunFigures
{
    /// <summary>The records by family of streams: <c>pages</c>, <c>page_insights</c>, <c>page_insights_week</c> …, never a stream of one Page. In the order of the names.</summary>
    public required IReadOnlyList<(string Stream, long Count)> Records { get; init; }

    /// <summary>Pages that were read to the end.</summary>
    public required int PagesDone { get; init; }

    /// <summary>Pages out of reach that the user wants to go on without.</summary>
    public required int PagesSkipped { get; init; }

    /// <summary>Pages that failed.</summary>
    public required int PagesFailed { get; init; }

    /// <summary>Metrics that Facebook refused, for any Page.</summary>
    public required int MetricsRefused { get; init; }

    /// <summary>Metrics that Facebook left out of its answers without a word.</summary>
    public required int MetricsSilent { get; init; }

    /// <summary>For each Page and period that was read, the days from the newest day up to which everything was read to the last complete day. In the order of the Pages.</summary>
    public required IReadOnlyList<(string PageId, string Period, int Days)> Lags { get; init; }

    /// <summary>Drift, by kind, in the order of the names.</summary>
    public required IReadOnlyList<(string Kind, long Count)> Drift { get; init; }

    /// <summary>The figures of a read that has ended.</summary>
    public static RunFigures Of(RunReport report, IReadOnlyList<StreamResult> results, DateOnly lastComplete) => new()
    {
        Records =
        [
            .. results.GroupBy(result => FamilyOf(result.Name), StringComparer.Ordinal)
                .OrderBy(family => family.Key, StringComparer.Ordinal)
                .Select(family => (family.Key, family.Sum(result => result.Records))),
        ],
        PagesDone = report.Done,
        PagesSkipped = report.Skipped.Count,
        PagesFailed = report.Failed,
        MetricsRefused = report.Refused.Count,
        MetricsSilent = report.Silent.Count,
        Lags = report.Lags(lastComplete),
        Drift = report.DriftEvents,
    };

    /// <summary>The family of a stream; <c>other</c> for one that no configuration has, which a catalog may name all the same.</summary>
    internal static string FamilyOf(string stream) => StreamName.Parse(stream) switch
    {
        { Period: { } period } => StreamName.Combined(period).ToString(),
        { } other => other.ToString(),
        null => "other",
    };
}
