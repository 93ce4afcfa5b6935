using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Source.FacebookPages.Metrics;

/// <summary>What the registry knows of one insights metric; an entry of <c>metrics.json</c>.</summary>
internal sealed record MetricDefinition
{
    /// <summary>The key of an amount of money that names its currency: the one known key whose value is a text.</summary>
    public const string CurrencyKey = "currency";

    /// <summary>The name under which records carry the metric.</summary>
    public required string Name { get; init; }

    /// <summary>A group of <see cref="MetricGroup"/>, or one that has dead metrics only.</summary>
    public required string Group { get; init; }

    /// <summary>Graph's names of the periods that have values; empty when not known.</summary>
    public required IReadOnlyList<string> Periods { get; init; }

    /// <summary>The form of the values.</summary>
    public required MetricKind Kind { get; init; }

    /// <summary>The keys of a map that are known; empty for other kinds and for open sets of keys.</summary>
    // The generated reader sets every init property, to null where the file has no key.
    [AllowNull]
    public IReadOnlyList<string> Keys { get; init => field = value ?? []; } = [];

    /// <summary>What there is to say about the keys of a map, or null.</summary>
    public string? KeysNote { get; init; }

    /// <summary>What may be done with the values of several days.</summary>
    public required MetricAggregation Aggregation { get; init; }

    /// <summary>What is counted: <c>count</c>, <c>people</c>, <c>milliseconds</c>, <c>money</c>, <c>share</c> or <c>none</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>Whether the metric is only answered with access to the Page's monetization insights, and refused together with its whole request otherwise.</summary>
    public bool NeedsRight { get; init; }

    /// <summary>Since when Facebook refuses the metric: a date, or a version or a rough time where no date is known. Null for a live metric.</summary>
    public string? DeadSince { get; init; }

    /// <summary>The live metrics of this registry that come nearest to a dead one; empty when nothing does.</summary>
    [AllowNull]
    public IReadOnlyList<string> Successors { get; init => field = value ?? []; } = [];

    /// <summary>How the successor differs, or null.</summary>
    public string? SuccessorNote { get; init; }

    /// <summary>The metric that is really asked for, when <see cref="Name"/> stands for a metric with a breakdown; else null.</summary>
    public string? Metric { get; init; }

    /// <summary>The <c>breakdown</c> parameter of the request, or null.</summary>
    public string? Breakdown { get; init; }

    /// <summary>Whether the metric is only read when the configuration names it, because it costs a request of its own.</summary>
    public bool OnRequest { get; init; }

    /// <summary>What is measured.</summary>
    public required string Description { get; init; }

    /// <summary>Where the knowledge comes from.</summary>
    public required string Source { get; init; }

    /// <summary>Whether Facebook has removed the metric.</summary>
    [JsonIgnore]
    public bool IsDead => DeadSince is not null;

    /// <summary>The day of the removal, when it is known.</summary>
    [JsonIgnore]
    public DateOnly? DeadDate =>
        DateOnly.TryParseExact(DeadSince, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>The name to send as <c>metric</c>.</summary>
    [JsonIgnore]
    public string RequestName => Metric ?? Name;
}
