using GraphSimulator.Faults;
using GraphSimulator.Journal;
using TestKit;
using TestKit.Telemetry;

namespace Source.FacebookPages.Tests.Telemetry;

/// <summary>A run with faults of all kinds, and a collector that must have got exactly what the simulated Facebook has seen.</summary>
[Collection(TelemetryCollection.Name)]
public sealed class CountTests
{
    private static readonly IReadOnlyList<(Fault Fault, string Outcome)> Faults =
    [
        (Fault.Answer(GraphErrors.Unavailable) with { Name = "unavailable", Edge = "insights", PageId = EndToEnd.Failures.Story.PageId(1), Times = 2 }, "transient"),
        (Fault.Truncated() with { Name = "truncated", Edge = "insights", PageId = EndToEnd.Failures.Story.PageId(2), Times = 1 }, "transient"),
        (Fault.Stall(Timeout.InfiniteTimeSpan) with { Name = "stalled", Edge = "insights", PageId = EndToEnd.Failures.Story.PageId(2), Times = 1 }, "transient"),
        (Fault.Answer(GraphErrors.PageAccountLimit) with { Name = "page limit", Edge = "insights", PageId = EndToEnd.Failures.Story.PageId(3), Times = 1 }, "page_rate_limit"),
        (Fault.Reset() with { Name = "reset", Edge = "", PageId = EndToEnd.Failures.Story.PageId(3), Times = 1 }, "transient"),
        (Fault.TooManyRequests(60) with { Name = "429", Edge = "accounts", Times = 1 }, "app_rate_limit"),
    ];

    [Fact]
    public async Task The_collector_gets_exactly_what_Facebook_saw()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var story = await StartAsync(receiver);

        var output = await story.ReadAsync();

        var journal = story.Journal.Entries;
        Assert.All(Faults, fault => Assert.Contains(journal, entry => entry.Fault == fault.Fault.Name));
        var byOutcome = journal.GroupBy(entry => $"{EdgeOf(entry)} {OutcomeOf(entry)}").ToDictionary(group => group.Key, group => (double)group.Count());
        Assert.Contains("insights invalid_metric", byOutcome.Keys);
        Assert.Equivalent(byOutcome, receiver.Sums("facebook_pages.requests", "edge", "outcome"), strict: true);
        Assert.Equivalent(byOutcome, receiver.Sums("facebook_pages.request.duration", "edge", "outcome"), strict: true);

        // Each of these faults is one that is tried again.
        var retries = journal.Where(entry => entry.Fault is not null).GroupBy(EdgeOf).ToDictionary(group => group.Key, group => (double)group.Count());
        Assert.Equivalent(retries, receiver.Sums("facebook_pages.retries", "edge"), strict: true);
        Assert.Contains($" {journal.Count} request(s), {retries.Values.Sum()} retried, 2 wait(s)", output.Said("INFO"), StringComparison.Ordinal);
        Assert.Equivalent(new Dictionary<string, double> { ["app"] = 1, ["page"] = 1 }, receiver.Sums("facebook_pages.throttle.waits", "scope"), strict: true);
        Assert.All(receiver.Sums("facebook_pages.throttle.wait_time", "scope").Values, seconds => Assert.InRange(seconds, 1, 3600));
        Assert.All(receiver.Sums("facebook_pages.received", "edge"), bytes => Assert.InRange(bytes.Value, 10, 1_000_000));
    }

    [Fact]
    public async Task Records_Pages_metrics_and_the_newest_day_are_those_of_the_output()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var story = await StartAsync(receiver);
        story.World.Pages[EndToEnd.Failures.Story.PageId(2)].Loss = GraphSimulator.Pages.PageLoss.RoleLost;

        var output = await story.ReadAsync();

        var records = output.Records.GroupBy(record => record.Stream == "pages" ? "pages" : "page_insights").ToDictionary(group => group.Key, group => (double)group.Count());
        Assert.Equivalent(records, receiver.Sums("facebook_pages.records", "stream"), strict: true);
        Assert.Equivalent(new Dictionary<string, double> { ["done"] = 2, ["skipped"] = 1, ["failed"] = 0 }, receiver.Sums("facebook_pages.pages", "outcome"), strict: true);
        Assert.Equivalent(new Dictionary<string, double> { ["refused"] = 1, ["silent"] = 0 }, receiver.Sums("facebook_pages.metrics", "outcome"), strict: true);
        Assert.Equivalent(
            new Dictionary<string, double> { [EndToEnd.Failures.Story.PageId(1) + " day"] = 0, [EndToEnd.Failures.Story.PageId(3) + " day"] = 0 },
            receiver.Sums("facebook_pages.newest_day.lag", "page_id", "period"),
            strict: true);
        Assert.Equivalent(new Dictionary<string, double> { ["read incomplete"] = 1 }, receiver.Sums("facebook_pages.runs", "command", "status"), strict: true);
        Assert.Equivalent(new Dictionary<string, double> { ["read incomplete"] = 1 }, receiver.Sums("facebook_pages.run.duration", "command", "status"), strict: true);
    }

    [Fact]
    public async Task A_day_that_is_late_shows_as_lag()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var story = await EndToEnd.Failures.Story.StartAsync(pages: 1);
        story.World.Data.ReadyThrough = EndToEnd.Failures.Story.Last.AddDays(-3);
        story.Variables.SendTo(receiver);

        await story.ReadAsync();

        Assert.Equivalent(
            new Dictionary<string, double> { [EndToEnd.Failures.Story.PageId(1) + " day"] = 3 }, receiver.Sums("facebook_pages.newest_day.lag", "page_id", "period"), strict: true);
    }

    [Fact]
    public async Task Spans_nest_from_the_run_through_the_Page_to_the_request()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var story = await StartAsync(receiver);

        var output = await story.ReadAsync();

        var spans = receiver.Spans;
        var run = Assert.Single(spans, span => span.ParentId.Length == 0);
        var runId = output.Messages.First(message => (string)message["type"]! == "LOG")["log"]!["run_id"]!.GetValue<string>();
        Assert.Equal(("read", runId, "succeeded"), (run.Name, run.Attributes["run_id"], run.Attributes["status"]));
        Assert.All(spans, span => Assert.Equal(run.TraceId, span.TraceId));

        var partitions = spans.Where(span => span.ParentId == run.Id && span.Name.StartsWith("read ", StringComparison.Ordinal)).ToDictionary(span => span.Id);
        var expected = story.Pages.SelectMany(page => new[] { ("read pages", page), ("read page_insights", page) });
        Assert.Equal(expected.Order(), partitions.Values.Select(span => (span.Name, span.Attributes["page_id"])).Order());

        var requests = spans.Where(span => span.Attributes.ContainsKey("edge")).ToList();
        Assert.Equal(
            story.Journal.Entries.Select(entry => $"{entry.HttpMethod} {EdgeOf(entry)} {entry.PageId} {OutcomeOf(entry)}").Order(StringComparer.Ordinal),
            requests.Select(span => $"{span.Name} {span.Attributes.GetValueOrDefault("page_id")} {span.Attributes["outcome"]}").Order(StringComparer.Ordinal));
        Assert.All(requests, span => Assert.Equal(span.Attributes["outcome"] != "ok", span.IsError));
        Assert.All(
            requests.Where(span => span.Attributes.ContainsKey("page_id")),
            span => Assert.Equal(span.Attributes["page_id"], partitions[span.ParentId].Attributes["page_id"]));
        Assert.All(requests.Where(span => !span.Attributes.ContainsKey("page_id")), span => Assert.Equal(run.Id, span.ParentId));
        Assert.Equal(requests.Count, spans.Count - partitions.Count - 1);
    }

    [Fact]
    public async Task Nothing_that_is_sent_holds_a_secret_and_Facebook_hears_nothing_of_the_trace()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var story = await StartAsync(receiver);
        story.World.Faults.Add(Fault.Answer(new GraphSimulator.Http.GraphError(400, 99999, "Not with the token " + story.World.UserToken.Value)) with { PageId = EndToEnd.Failures.Story.PageId(1), Edge = "insights" });

        await story.ReadAsync();

        Assert.Contains(receiver.Spans, span => span.IsError && span.Name == "read page_insights" && span.StatusText.Contains("Not with the token ****", StringComparison.Ordinal));
        SecretScan.Check(story.World, receiver.AllText);
        Assert.All(story.Journal.Entries, entry => Assert.DoesNotContain("traceparent", entry.Headers.Keys));
    }

    [Fact]
    public async Task Each_run_is_a_source_of_its_own_under_the_name_of_the_service()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var story = await EndToEnd.Failures.Story.StartAsync(pages: 1);
        story.Variables.SendTo(receiver);
        story.Variables["OTEL_RESOURCE_ATTRIBUTES"] = "deployment.environment.name=test,service.instance.id=mine";

        await story.CheckAsync();
        story.Variables["OTEL_SERVICE_NAME"] = "facebook";
        await story.DiscoverAsync();

        var runs = receiver.Metrics.Where(metric => metric.Name == "facebook_pages.runs").ToList();
        Assert.Equal(["check succeeded", "discover succeeded"], runs.Select(run => $"{run.Attributes["command"]} {run.Attributes["status"]}"));
        Assert.Equal(["source-facebook-pages-insights", "facebook"], runs.Select(run => run.Resource["service.name"]));
        Assert.All(runs, run => Assert.Equal("0.1.0", run.Resource["service.version"]));
        Assert.All(runs, run => Assert.Equal("test", run.Resource["deployment.environment.name"]));
        Assert.All(runs, run => Assert.Matches("^[0-9]{8}T[0-9]{6}Z-[0-9a-f]{12}$", run.Resource["service.instance.id"]));
        Assert.Equal(2, runs.Select(run => run.Resource["service.instance.id"]).Distinct().Count());
    }

    private static async Task<EndToEnd.Failures.Story> StartAsync(OtlpReceiver receiver)
    {
        var story = await EndToEnd.Failures.Story.StartAsync(pages: 3);
        foreach (var (fault, _) in Faults)
        {
            story.With(fault);
        }

        story.Config.WithList("metrics", "page_no_such_metric");
        story.Variables.SendTo(receiver);
        return story;
    }

    private static string EdgeOf(JournalEntry entry) => entry.Edge.Length == 0 ? "node" : entry.Edge;

    private static string OutcomeOf(JournalEntry entry) => entry switch
    {
        { Fault: { } name } => Faults.Single(fault => fault.Fault.Name == name).Outcome,
        { Status: 200 } => "ok",
        { ErrorCode: 100 } when entry.Metrics.Contains("page_no_such_metric") => "invalid_metric",
        { ErrorSubcode: 492 } => "page_unavailable",
        _ => throw new InvalidOperationException($"Nobody expects HTTP {entry.Status} with code {entry.ErrorCode}."),
    };
}
