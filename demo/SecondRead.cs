namespace Demo;

/// <summary>Step 5: what is new since the state, and the lookback window.</summary>
internal static class SecondRead
{
    private const int LookbackDays = 7;
    private const int ShownRevisions = 4;

    public static async Task RunAsync(Story story, Answer first, IReadOnlyList<string> streams)
    {
        var screen = story.Screen;
        screen.Text("state.json holds the last STATE of each stream.");
        screen.Blank();
        story.Connector.Write("state.json", StateView.File(first));
        var answer = await story.RunAsync("read", "--config", "config.json", "--catalog", "catalog.json", "--state", "state.json");
        screen.Blank();
        ReadReport.ShowStreams(screen, answer, streams);

        var before = first.Insights.ToDictionary(insight => insight.Key);
        var again = answer.Insights.Where(insight => before.ContainsKey(insight.Key)).ToList();
        var fresh = answer.Insights.Where(insight => !before.ContainsKey(insight.Key)).ToList();
        var revised = again.Where(insight => before[insight.Key].Content != insight.Content).ToList();
        Expect(story, before.Values, again, fresh, revised);

        screen.Text($"Of {Story.Number(answer.Insights.Count)} insights records, {Story.Number(fresh.Count)} are of the new day "
            + $"{fresh[0].Date}. {Story.Number(again.Count)} lie in the lookback window of {LookbackDays} days and were read again, because "
            + $"Facebook corrects its figures late: {Story.Number(revised.Count)} have changed. They have the primary key of the records "
            + "before, so a destination that deduplicates keeps the last value. Some of them:");
        screen.Blank();
        var table = new TextTable("page_id", "metric", "date", "value before#", "value now#");
        var numbers = revised.Where(insight => insight.Value.Length > 0).OrderBy(insight => insight.PageId, StringComparer.Ordinal);
        foreach (var insight in numbers.Take(ShownRevisions))
        {
            table.Add(insight.PageId, insight.Metric, insight.Date, before[insight.Key].Value, insight.Value);
        }

        screen.Table(table);
        var stream = streams[1];
        screen.Text($"The cursor of {stream} has moved from {StateView.EndTime(first, stream)} to {StateView.EndTime(answer, stream)}. "
            + story.Requests());
    }

    private static void Expect(
        Story story, IReadOnlyCollection<Insight> before, List<Insight> again, List<Insight> fresh, List<Insight> revised)
    {
        var newDay = story.World.Today.AddDays(-1);
        var earliest = newDay.AddDays(-LookbackDays).ToString("O");
        var series = before.Select(insight => (insight.PageId, insight.Metric)).Distinct().Count();
        SurpriseException.Unless(
            fresh.Count == series && fresh.TrueForAll(insight => insight.Date == newDay.ToString("O")),
            $"The new day {newDay:O} has {fresh.Count} records where {series} were expected.");
        SurpriseException.Unless(
            again.Count == LookbackDays * series && again.Min(insight => insight.Date) == earliest,
            $"{again.Count} records from {again.Min(insight => insight.Date)} on were read again, not {LookbackDays * series} from {earliest} on.");
        SurpriseException.Unless(revised.Count > 0, "No corrected figure was read.");
    }
}
