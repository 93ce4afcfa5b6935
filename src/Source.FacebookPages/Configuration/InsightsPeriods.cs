namespace Source.FacebookPages.Configuration;

/// <summary>The periods under the names that Graph, the configuration and the stream names share.</summary>
internal static class InsightsPeriods
{
    /// <summary>All periods, in the order in which their streams are listed.</summary>
    public static IReadOnlyList<InsightsPeriod> All { get; } = [InsightsPeriod.Day, InsightsPeriod.Week, InsightsPeriod.Days28];

    /// <summary>Graph's name of a period.</summary>
    public static string Name(this InsightsPeriod period) => period switch
    {
        InsightsPeriod.Day => "day",
        InsightsPeriod.Week => "week",
        InsightsPeriod.Days28 => "days_28",
        _ => throw new ArgumentOutOfRangeException(nameof(period)),
    };

    /// <summary>The period of that name, or null.</summary>
    public static InsightsPeriod? FromName(string name) => name switch
    {
        "day" => InsightsPeriod.Day,
        "week" => InsightsPeriod.Week,
        "days_28" => InsightsPeriod.Days28,
        _ => null,
    };
}
