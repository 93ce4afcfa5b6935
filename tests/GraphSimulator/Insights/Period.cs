namespace GraphSimulator.Insights;

/// <summary>The periods the edge knows, in the order in which Graph answers them.</summary>
public enum Period
{
    Lifetime,
    Day,
    Week,
    Days28,
    Month,
    TotalOverRange,
}

/// <summary>Names and lengths of the periods.</summary>
public static class PeriodNames
{
    public static Period? Parse(string text) => text switch
    {
        "day" => Period.Day,
        "week" => Period.Week,
        "days_28" => Period.Days28,
        "month" => Period.Month,
        "lifetime" => Period.Lifetime,
        "total_over_range" => Period.TotalOverRange,
        _ => null,
    };

    public static string NameOf(Period period) => period switch
    {
        Period.Day => "day",
        Period.Week => "week",
        Period.Days28 => "days_28",
        Period.Month => "month",
        Period.Lifetime => "lifetime",
        _ => "total_over_range",
    };

    /// <summary>How many days a point counts; of a month, at most.</summary>
    public static int DaysOf(Period period) => period switch
    {
        Period.Week => 7,
        Period.Days28 => 28,
        Period.Month => 31,
        _ => 1,
    };

    /// <summary>The word that titles and descriptions begin with.</summary>
    public static string TitleOf(Period period) => period switch
    {
        Period.Day => "Daily",
        Period.Week => "Weekly",
        Period.Days28 => "28 Days",
        Period.Month => "Monthly",
        Period.Lifetime => "Lifetime",
        _ => "Total",
    };
}
