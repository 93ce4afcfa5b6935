using System.Globalization;

namespace TestKit;

/// <summary>
/// What the simulator's data must be, written anew from its documented formula and not with its code, so that a mistake in the simulator or the connector cannot hide
/// in both. Days are Pacific days; values are the JSON text that <see cref="OutputRecord.Value"/> has.
/// </summary>
public static class ExpectedInsights
{
    /// <summary>The first day with data in a simulated world that does not say otherwise.</summary>
    public static DateOnly Beginning { get; } = new(2023, 7, 18);

    /// <summary>The metrics that are read without any configuration: those that Facebook documents and answers, without a special right.</summary>
    public static IReadOnlyList<string> DefaultMetrics { get; } =
    [
        "page_total_actions",
        "page_post_engagements",
        "page_follows", "page_daily_follows", "page_daily_follows_unique", "page_daily_unfollows_unique", "page_lifetime_engaged_followers_unique",
        "page_fan_adds_by_paid_non_paid_unique",
        "page_media_view", "page_total_media_view_unique",
        "page_actions_post_reactions_like_total", "page_actions_post_reactions_love_total", "page_actions_post_reactions_wow_total",
        "page_actions_post_reactions_haha_total", "page_actions_post_reactions_sorry_total", "page_actions_post_reactions_anger_total",
        "page_actions_post_reactions_total",
        "page_views_total",
        "page_video_views", "page_video_views_paid", "page_video_views_organic", "page_video_views_autoplayed", "page_video_views_click_to_play",
        "page_video_views_by_paid_non_paid", "page_video_views_by_uploaded_hosted", "page_video_repeat_views",
        "page_video_complete_views_30s", "page_video_complete_views_30s_paid", "page_video_complete_views_30s_organic",
        "page_video_complete_views_30s_autoplayed", "page_video_complete_views_30s_click_to_play", "page_video_complete_views_30s_unique",
        "page_video_complete_views_30s_repeat_views", "page_video_view_time",
    ];

    /// <summary>The default metrics that have values of a period.</summary>
    public static IEnumerable<string> DefaultMetricsOf(string period) => period == "day" ? DefaultMetrics : DefaultMetrics.Where(metric => metric != "page_daily_follows");

    /// <summary>The final value of a metric on a day, over the 1, 7 or 28 days that end there.</summary>
    public static string Value(string pageId, string metric, string period, DateOnly day) =>
        new ExpectedSeries(pageId, ExpectedMetric.Of(metric), day, day, Beginning).Value(day, DaysOf(period));

    /// <summary>When a day ends, in the form of records: midnight in Los Angeles, by the rule that has held since 2007.</summary>
    public static string EndTime(DateOnly day)
    {
        var end = day.AddDays(1);
        var summer = end > NthSunday(end.Year, 3, 2) && end <= NthSunday(end.Year, 11, 1);
        return string.Create(CultureInfo.InvariantCulture, $"{end:yyyy-MM-dd}T{(summer ? "07" : "08")}:00:00Z");
    }

    /// <summary>Every value of these Pages, metrics and days, by primary key and period.</summary>
    /// <param name="pages">The ids of the Pages.</param>
    /// <param name="period">day, week or days_28.</param>
    /// <param name="first">The first day wanted.</param>
    /// <param name="last">The last day wanted.</param>
    /// <param name="metrics">The names that records carry; null for the default ones.</param>
    /// <param name="start">The first day with data; null for that of a world that does not say otherwise.</param>
    public static Dictionary<(string Page, string Metric, string Period, string EndTime), string> Of(
        IEnumerable<string> pages,
        string period,
        DateOnly first,
        DateOnly last,
        IReadOnlyCollection<string>? metrics = null,
        DateOnly? start = null)
    {
        var begin = start ?? Beginning;
        var truth = new Dictionary<(string, string, string, string), string>();
        var ends = Enumerable.Range(0, Math.Max(0, last.DayNumber - first.DayNumber + 1)).Select(first.AddDays).Where(day => day >= begin).Select(day => (Day: day, End: EndTime(day))).ToList();
        foreach (var page in pages)
        {
            foreach (var metric in metrics ?? [.. DefaultMetricsOf(period)])
            {
                var series = new ExpectedSeries(page, ExpectedMetric.Of(metric), first, last, begin);
                foreach (var (day, end) in ends)
                {
                    truth.Add((page, metric, period, end), series.Value(day, DaysOf(period)));
                }
            }
        }

        return truth;
    }

    private static int DaysOf(string period) => period switch { "day" => 1, "week" => 7, "days_28" => 28, _ => throw new ArgumentOutOfRangeException(nameof(period)) };

    private static DateOnly NthSunday(int year, int month, int n)
    {
        var first = new DateOnly(year, month, 1);
        return first.AddDays(((7 - (int)first.DayOfWeek) % 7) + (7 * (n - 1)));
    }
}
