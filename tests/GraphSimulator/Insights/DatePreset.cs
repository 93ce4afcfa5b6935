namespace GraphSimulator.Insights;

/// <summary>The ranges that date_preset names, as Pacific days, both included. "maximum" is held to 90 days like any range.</summary>
internal static class DatePreset
{
    public static (DateOnly First, DateOnly Last)? Parse(string preset, DateOnly today)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        var quarter = new DateOnly(today.Year, today.Month - ((today.Month - 1) % 3), 1);
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var sunday = today.AddDays(-(int)today.DayOfWeek);
        var yesterday = today.AddDays(-1);
        return preset switch
        {
            "today" => (today, today),
            "yesterday" => (yesterday, yesterday),
            "this_month" => (month, today),
            "last_month" => (month.AddMonths(-1), month.AddDays(-1)),
            "this_quarter" => (quarter, today),
            "last_quarter" => (quarter.AddMonths(-3), quarter.AddDays(-1)),
            "maximum" or "data_maximum" => (today.AddDays(-90), yesterday),
            "last_3d" => (today.AddDays(-3), yesterday),
            "last_7d" => (today.AddDays(-7), yesterday),
            "last_14d" => (today.AddDays(-14), yesterday),
            "last_28d" => (today.AddDays(-28), yesterday),
            "last_30d" => (today.AddDays(-30), yesterday),
            "last_90d" => (today.AddDays(-90), yesterday),
            "last_week_mon_sun" => (monday.AddDays(-7), monday.AddDays(-1)),
            "last_week_sun_sat" => (sunday.AddDays(-7), sunday.AddDays(-1)),
            "this_week_mon_today" => (monday, today),
            "this_week_sun_today" => (sunday, today),
            "last_year" => (new DateOnly(today.Year - 1, 1, 1), new DateOnly(today.Year - 1, 12, 31)),
            "this_year" => (new DateOnly(today.Year, 1, 1), today),
            _ => null,
        };
    }
}
