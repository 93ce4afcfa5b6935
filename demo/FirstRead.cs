namespace Demo;

/// <summary>Step 4: everything that Facebook has.</summary>
internal static class FirstRead
{
    private static readonly string[] ShownMetrics =
        ["page_media_view", "page_post_engagements", "page_follows", "page_video_view_time", "page_actions_post_reactions_total"];

    /// <returns>The output, for the next read to go on from.</returns>
    public static async Task<Answer> RunAsync(Story story, IReadOnlyList<string> streams)
    {
        var screen = story.Screen;
        screen.Heading("4. read: the first time, two years of every live metric");
        var answer = await story.RunAsync("read", "--config", "config.json", "--catalog", "catalog.json");
        screen.Blank();
        ReadReport.ShowStreams(screen, answer, streams);

        var stream = streams[1];
        var insights = answer.Insights;
        ExpectEveryDay(story, insights);
        screen.Text($"Some records of {stream}, as a table:");
        screen.Blank();
        ShowRecords(screen, [.. insights.Where(insight => insight.Stream == stream)]);
        screen.Text("The first record as it stands on standard output:");
        screen.Blank();
        screen.Message(answer.FirstRecord(stream));

        ReadReport.ShowWarnings(screen, answer);
        SurpriseException.Unless(
            answer.Warnings.Any(warning => warning.Contains(CheckStep.DeadMetric, StringComparison.Ordinal)),
            $"The log has no warning of the dead metric {CheckStep.DeadMetric}.");

        screen.Blank();
        screen.Text($"The last state of {stream}:");
        screen.Blank();
        screen.Lines(StateView.Render(answer, stream));
        screen.Blank();
        screen.Text("In words: every value of these metrics from the first of these days to the last stands before this line on standard "
            + $"output. end_time is the end of that last day. {story.Requests()}");
        return answer;
    }

    private static void ShowRecords(Screen screen, IReadOnlyList<Insight> insights)
    {
        var newest = insights.Max(insight => insight.Date);
        var table = new TextTable("metric", "end_time", "date", "value#", "breakdown");
        foreach (var insight in insights.Where(one => one.Date == newest && ShownMetrics.Contains(one.Metric)))
        {
            table.Add(insight.Metric, insight.EndTime, insight.Date, insight.Value, insight.Breakdown);
        }

        screen.Table(table);
    }

    // Two years back from the last complete day: every metric of every Page has one record for every one of these days.
    private static void ExpectEveryDay(Story story, IReadOnlyList<Insight> insights)
    {
        var today = story.World.Today;
        var days = today.DayNumber - today.AddYears(-2).DayNumber;
        foreach (var series in insights.GroupBy(insight => (insight.PageId, insight.Metric)))
        {
            var found = series.Select(insight => insight.Date).Distinct(StringComparer.Ordinal).Count();
            SurpriseException.Unless(
                found == days && series.Count() == days,
                $"Page {series.Key.PageId} has {series.Count()} records on {found} days of {series.Key.Metric}, not {days}.");
        }

        var pages = insights.Select(insight => insight.PageId).Distinct().Count();
        SurpriseException.Unless(pages == story.World.Pages.All.Count, $"Only {pages} Pages have records.");
    }
}
