using Airbyte.Protocol;
using Facebook.Graph;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Days;
using Source.FacebookPages.Insights;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Pages;
using Source.FacebookPages.Reporting;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.Insights;

/// <summary>Fetchers of some Pages before a scripted insights edge. It is the 22nd of November 2026; the last complete day is number 689.</summary>
internal sealed class FetcherStory : IDisposable
{
    public const int LastComplete = 689;

    private readonly PageCaller _caller;

    public FetcherStory(string? appSecret = null)
    {
        Graph = new GraphStory(call => World.Answer(call), appSecret: appSecret);
        _caller = new PageCaller(Graph.Client, Graph.Edges, owner: null, isPageToken: false, Graph.Redactor, Graph.Log);
        Hints = new RefusalHints(Graph.Time);
        Context = new InsightsContext(
            _caller,
            new ReadRange(Day.No(0), Day.No(LastComplete), Day.No(LastComplete)),
            new DayTable(Day.Window(0, LastComplete)),
            Hints,
            Report,
            LookbackDays: 7,
            WindowDays: 90,
            Graph.Log);
    }

    public InsightsWorld World { get; } = new();

    public GraphStory Graph { get; }

    public RefusalHints Hints { get; }

    public RunReport Report { get; } = new();

    public InsightsContext Context { get; }

    /// <summary>All insights calls so far.</summary>
    public IReadOnlyList<GraphCall> Calls => Graph.Server.InsightsCalls;

    public static Page NewPage(string id = "1") => new(id, null, new AccessToken($"EAAPAGE{id}"), null);

    public static Slice Slice(IReadOnlyList<SelectedMetric> metrics, int first, int last) => new(Day.Window(first, last), metrics, Day.No(first));

    /// <summary>What there is to deliver of these metrics.</summary>
    public static IEnumerable<string> Truth(IEnumerable<SelectedMetric> metrics, int first, int last) =>
        metrics.SelectMany(metric => Day.Numbers(Day.Window(first, last)).Select(Day.No), (metric, day) => $"{metric.Name} {day:yyyy-MM-dd} {InsightsWorld.Value(metric.Name, day)}");

    public InsightsFetcher Fetcher(Page page) => new(Context, page, InsightsPeriod.Day, $"page_insights_{page.Id}", new NobodyWaits());

    /// <summary>A fetcher that shares with the other periods of the Page.</summary>
    public InsightsFetcher Sharing(Page page, InsightsPeriod period) => new(Context, page, period, $"page_insights_{page.Id}_{period.Name()}", new NobodyWaits(), page.Answers);

    /// <summary>A Page of which all periods will be read.</summary>
    public static Page PageOfAllPeriods(string id = "1")
    {
        var page = NewPage(id);
        foreach (var period in InsightsPeriods.All)
        {
            page.Answers.Expect(period);
        }

        return page;
    }

    /// <summary>Fetches a slice and answers the records, sorted: metric, date, value.</summary>
    public static async Task<IReadOnlyList<string>> FetchAsync(InsightsFetcher fetcher, Slice slice)
    {
        List<string> records = [];
        await FetchAsync(fetcher, slice, records);
        return [.. records.Order(StringComparer.Ordinal)];
    }

    /// <summary>Fetches a slice and adds the records as they are handed out.</summary>
    public static Task FetchAsync(InsightsFetcher fetcher, Slice slice, List<string> records) => fetcher.FetchAsync(
        slice,
        batch =>
        {
            using (batch)
            {
                records.AddRange(batch.Elements().Select(record =>
                    $"{record.GetProperty("metric").GetString()} {record.GetProperty("date").GetString()} {record.GetProperty("value").GetRawText()}"));
            }

            return ValueTask.CompletedTask;
        },
        TestContext.Current.CancellationToken);

    public void Dispose()
    {
        Hints.Dispose();
        _caller.Dispose();
        Graph.Dispose();
    }

    private sealed class NobodyWaits : IRateLimitObserver
    {
        public void Waiting(DateTimeOffset until) => throw new InvalidOperationException("Nothing in this story has to wait.");
    }
}
