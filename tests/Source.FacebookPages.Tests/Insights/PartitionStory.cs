using System.Globalization;
using Facebook.Graph;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Days;
using Source.FacebookPages.Failures;
using Source.FacebookPages.Insights;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Pages;
using Source.FacebookPages.Reporting;
using Source.FacebookPages.State;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.Insights;

/// <summary>One Page read from a state, before a scripted Graph. What is not insights is answered by <see cref="Other"/>.</summary>
internal sealed class PartitionStory : IDisposable
{
    private readonly PageCaller _caller;
    private readonly RefusalHints _hints;

    public PartitionStory(string now = "2026-11-22T18:00:00Z", string? owner = null)
    {
        Graph = new GraphStory(call => call.IsInsights ? World.Answer(call) : Other(call), now);
        LastComplete = PacificCalendar.LastCompleteDay(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture));
        Owner = owner is null ? null : new AccessToken(owner);
        _caller = new PageCaller(Graph.Client, Graph.Edges, Owner, isPageToken: false, Graph.Redactor, Graph.Log);
        _hints = new RefusalHints(Graph.Time);
    }

    public AccessToken? Owner { get; }

    public InsightsWorld World { get; } = new();

    public Func<GraphCall, GraphAnswer> Other { get; set; } = call => GraphAnswer.Gone(call.Node);

    public GraphStory Graph { get; }

    public RunReport Report { get; } = new();

    public DateOnly LastComplete { get; set; }

    public int Lookback { get; set; } = 7;

    public int Window { get; set; } = 90;

    public bool Skip { get; set; } = true;

    public bool IsFullRefresh { get; set; }

    public async Task<RecordedOutput> ReadAsync(PageProgress? progress, IReadOnlyList<SelectedMetric> metrics, DateOnly start, DateOnly? end = null, RecordedOutput? output = null)
    {
        output ??= new RecordedOutput();
        await Partition(progress, metrics, start, end).ReadAsync(output, TestContext.Current.CancellationToken);
        return output;
    }

    public InsightsPartition Partition(PageProgress? progress, IReadOnlyList<SelectedMetric> metrics, DateOnly start, DateOnly? end = null)
    {
        var range = new ReadRange(start, end ?? LastComplete, LastComplete);
        var context = new InsightsContext(_caller, range, new DayTable(new DateWindow(start, LastComplete)), _hints, Report, Lookback, Window, Graph.Log);
        return new InsightsPartition(
            context,
            new Page("1", "Blue Door Coffee", new AccessToken("EAAPAGE1"), null),
            InsightsPeriod.Day,
            "page_insights_1",
            metrics,
            progress,
            new AccessLoss(Skip, IsFullRefresh, Report, Graph.Log),
            new SilenceInquiry(_caller, Graph.Edges, Owner, Graph.Time, Graph.Log));
    }

    public void Dispose()
    {
        _hints.Dispose();
        _caller.Dispose();
        Graph.Dispose();
    }
}
