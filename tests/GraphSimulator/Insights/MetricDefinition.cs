namespace GraphSimulator.Insights;

/// <summary>One row of metrics.csv.</summary>
public sealed record MetricDefinition(string Name, IReadOnlyList<Period> Periods, ValueForm Form)
{
    /// <summary>The keys of a map, in the order in which they are printed.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Values of the breakdown parameter that the metric takes.</summary>
    public IReadOnlyList<string> Breakdowns { get; init; } = [];

    /// <summary>The first Pacific day on which every version refuses it.</summary>
    public DateOnly? RemovedOn { get; init; }

    /// <summary>The first version that refuses it.</summary>
    public int? RemovedInVersion { get; init; }

    /// <summary>Whether the Page needs the right to see what it earns.</summary>
    public bool NeedsMonetization { get; init; }

    public string Description { get; init; } = "";

    /// <summary>The keys that have numbers of their own, as bytes: all but "total".</summary>
    internal IReadOnlyList<byte[]> LeafKeys => field ??= [.. Keys.Where(k => k != "total").Select(System.Text.Encoding.UTF8.GetBytes)];

    /// <summary>Counts distinct people: a week has fewer than the sum of its days.</summary>
    public bool IsUnique => Name.Contains("_unique", StringComparison.Ordinal);

    public bool IsOfPosts => Name.StartsWith("post_", StringComparison.Ordinal);

    /// <summary>The name inside <c>id</c>, which for one metric is another.</summary>
    public string NameInId => Name == "page_video_views_by_uploaded_hosted" ? "page_video_view_count_by_uploaded_hosted" : Name;

    /// <summary>Whether the whole range of day values reaches far beyond 32 bits.</summary>
    public bool IsLarge => Name.Contains("_view_time", StringComparison.Ordinal);

    public bool IsAlive(DateOnly today, int version)
        => (RemovedOn is not { } day || today < day) && (RemovedInVersion is not { } gone || version < gone);
}
