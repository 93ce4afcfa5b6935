using System.Text.Json.Nodes;
using GraphSimulator.Faults;
using GraphSimulator.Pages;
using TestKit;

namespace Source.FacebookPages.Tests.EndToEnd.Unattended;

/// <summary>One run of <c>sync</c> after the other, with files.</summary>
public sealed class SyncTests
{
    [Fact]
    public async Task A_first_run_stores_the_truth_a_manifest_and_a_state()
    {
        await using var story = await SyncStory.StartAsync(pages: 3, days: 60);

        var outcome = await story.SyncAsync();

        Assert.Equal((0, "succeeded", false), (outcome.ExitCode, outcome.Status, outcome.HasMore));
        Assert.Null(outcome.Answer["retry_after_seconds"]);
        Assert.Empty(outcome.Errors);
        Assert.Equal(SyncStory.Connection, outcome.Answer["connection"]!.GetValue<string>());
        Assert.Equal(
            [("pages", "COMPLETE", 3L), .. story.Pages.Select(page => ("page_insights_" + page, "COMPLETE", 120L)), ("metric_availability", "COMPLETE", 6L)],
            outcome.Streams);
        story.AssertTruth();
        Assert.Empty(story.Stored.Orphans);
        var manifest = Assert.Single(story.Stored.Manifests);
        Assert.Equal($"file://{story.OutputFolder}/_manifests/{outcome.RunId}.json", outcome.Answer["manifest"]!.GetValue<string>());
        Assert.Equal(
            outcome.Answer["files"]!.AsArray().Select(uri => uri!.GetValue<string>()),
            manifest["files"]!.AsArray().Select(file => file!["uri"]!.GetValue<string>()));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(story.State), manifest["state"]));
    }

    [Fact]
    public async Task The_stored_state_is_a_state_file_that_read_goes_on_from()
    {
        await using var story = await SyncStory.StartAsync(pages: 2, days: 60);
        await story.SyncAsync();

        var catalog = CatalogBuilder.From(await story.Run.DiscoverAsync(story.Config.ToString()));
        var output = ProtocolChecks.Verify(await story.Run.ReadAsync(story.Config.ToString(), catalog, story.State), catalog);

        // Two Pages, two metrics, and the lookback of seven days.
        Assert.Equal(28, output.Records.Count(record => record.IsInsights));
    }

    [Fact]
    public async Task A_second_run_reads_the_lookback_and_leaves_the_history_of_both()
    {
        await using var story = await SyncStory.StartAsync(pages: 2, days: 60);
        var first = await story.SyncAsync();
        var between = story.State;

        var second = await story.SyncAsync();

        Assert.All(second.Streams.Where(stream => StreamNames.IsInsights(stream.Name)), stream => Assert.Equal(14, stream.Records));
        story.AssertTruth();
        var history = Directory.GetFiles(Path.Combine(story.StateFolder, SyncStory.Connection, "history")).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(new[] { first.RunId + ".json", second.RunId + ".json" }.Order(StringComparer.Ordinal), history.Select(Path.GetFileName));
        Assert.Equal(between, await File.ReadAllTextAsync(history.Single(path => path.Contains(first.RunId, StringComparison.Ordinal)), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_given_catalog_decides_what_is_read_and_leaves_the_state_of_other_streams_alone()
    {
        await using var story = await SyncStory.StartAsync(pages: 2);
        await story.SyncAsync();
        var before = story.EndTimeOf(SyncStory.StreamOf(2));

        var outcome = await story.SyncAsync("--catalog", story.Run.File("catalog.json", CatalogBuilder.Incremental(SyncStory.StreamOf(1))));

        Assert.Equal([SyncStory.StreamOf(1)], outcome.Streams.Select(stream => stream.Name));
        Assert.Equal(before, story.EndTimeOf(SyncStory.StreamOf(2)));
    }

    [Fact]
    public async Task A_failed_Page_is_told_with_everything_to_ask_again_by_hand_and_the_others_are_stored()
    {
        await using var story = await SyncStory.StartAsync(pages: 3, days: 20, speed: 200);
        story.Config.With("max_attempts", 2);
        story.With(Fault.Answer(GraphErrors.Unexpected) with { Edge = "insights", PageId = SyncStory.PageId(2) });

        var outcome = await story.SyncAsync();

        Assert.Equal((1, "failed", false), (outcome.ExitCode, outcome.Status, outcome.HasMore));
        var error = Assert.Single(outcome.Errors);
        Assert.Equal(SyncStory.StreamOf(2), error["stream"]!.GetValue<string>());
        Assert.Equal(SyncStory.PageId(2), error["page_id"]!.GetValue<string>());
        Assert.Equal(["page_post_engagements", "page_total_actions"], error["metrics"]!.AsArray().Select(metric => metric!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Equal(SyncStory.Day(story.First), error["since"]!.GetValue<string>());
        Assert.Equal(SyncStory.Day(SyncStory.Last), error["until"]!.GetValue<string>());
        Assert.Equal(2, error["code"]!.GetValue<int>());
        Assert.Null(error["subcode"]);
        Assert.StartsWith($"Page {SyncStory.PageId(2)}", error["message"]!.GetValue<string>(), StringComparison.Ordinal);
        story.AssertTruth([SyncStory.PageId(1), SyncStory.PageId(3)]);
        Assert.Contains(outcome.Streams, stream => stream == (SyncStory.StreamOf(2), "INCOMPLETE", 0));

        story.World.Faults.Clear();
        Assert.Equal("succeeded", (await story.SyncAsync()).Status);
        story.AssertTruth();
    }

    [Fact]
    public async Task A_dead_token_stores_nothing_and_says_what_to_do()
    {
        await using var story = await SyncStory.StartAsync();
        story.Config.WithCredential("access_token", "EAAdead");

        var outcome = await story.SyncAsync();

        Assert.Equal((1, "failed"), (outcome.ExitCode, outcome.Status));
        var error = Assert.Single(outcome.Errors);
        Assert.Equal(190, error["code"]!.GetValue<int>());
        Assert.Contains("create a new one", error["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Null(outcome.Answer["manifest"]);
        Assert.False(story.HasState);
        Assert.False(Directory.Exists(story.OutputFolder));
    }

    [Fact]
    public async Task A_Page_that_was_read_before_and_is_lost_shows_in_the_answer_without_a_catalog()
    {
        await using var story = await SyncStory.StartAsync(pages: 2);
        await story.SyncAsync();
        var before = story.EndTimeOf(SyncStory.StreamOf(2));
        story.World.Pages[SyncStory.PageId(2)].Loss = PageLoss.Vanished;

        var outcome = await story.SyncAsync();

        Assert.Equal((0, "incomplete", false), (outcome.ExitCode, outcome.Status, outcome.HasMore));
        Assert.Contains(outcome.Streams, stream => stream == (SyncStory.StreamOf(2), "INCOMPLETE", 0));
        Assert.Equal(before, story.EndTimeOf(SyncStory.StreamOf(2)));
        Assert.Contains(outcome.Logs, log => log["level"]!.GetValue<string>() == "WARN" && log["page_id"]?.GetValue<string>() == SyncStory.PageId(2));
    }

    [Fact]
    public async Task Logs_are_JSON_lines_with_the_run_and_where_there_is_one_the_Page_and_the_metric_group()
    {
        await using var story = await SyncStory.StartAsync(pages: 2, days: 20, speed: 200);
        story.With(Fault.Answer(GraphErrors.Unexpected) with { Edge = "insights", PageId = SyncStory.PageId(2), Times = 1 });

        var outcome = await story.SyncAsync();

        Assert.All(outcome.Logs, log => Assert.Equal(outcome.RunId, log["run_id"]!.GetValue<string>()));
        Assert.All(outcome.Logs, log => Assert.NotEmpty(log["message"]!.GetValue<string>()));
        Assert.All(outcome.Logs, log => Assert.Contains(log["level"]!.GetValue<string>(), new[] { "INFO", "WARN", "ERROR" }));
        var retry = Assert.Single(outcome.Logs, log => log["message"]!.GetValue<string>().Contains("was answered at attempt 2", StringComparison.Ordinal));
        Assert.Equal(SyncStory.PageId(2), retry["page_id"]!.GetValue<string>());
        Assert.Equal(["cta_clicks", "engagement"], retry["metric_group"]!.GetValue<string>().Split(',').Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("--connection ../x", "--connection must be")]
    [InlineData("--connection .", "--connection must be")]
    [InlineData("--state-registry /tmp/x", "--state-registry must be file:///folder or s3://bucket/prefix.")]
    [InlineData("--output s3://", "--output must be file:///folder or s3://bucket/prefix.")]
    [InlineData("--output file://relative/x", "--output must be")]
    [InlineData("--max-runtime-seconds 0", "--max-runtime-seconds must be a whole number from 1 to")]
    [InlineData("--max-runtime-seconds 1.5", "--max-runtime-seconds must be")]
    [InlineData("--pages-shard 0/2", "--pages-shard must be i/n")]
    [InlineData("--pages-shard 3/2", "--pages-shard must be i/n")]
    [InlineData("--pages-shard a", "--pages-shard must be i/n")]
    public async Task A_wrong_option_is_named_with_what_is_allowed(string option, string expected)
    {
        await using var story = await SyncStory.StartAsync();

        var outcome = await story.SyncAsync(option.Split(' '));

        Assert.Equal((1, "failed"), (outcome.ExitCode, outcome.Status));
        Assert.StartsWith(expected, Assert.Single(outcome.Errors)["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(story.Journal.Entries);
    }

    [Fact]
    public async Task A_stored_state_that_is_none_is_refused_and_kept()
    {
        await using var story = await SyncStory.StartAsync();
        await story.SyncAsync();
        var path = Path.Combine(story.StateFolder, SyncStory.Connection, "state.json");
        await File.WriteAllTextAsync(path, "[{\"type\":", TestContext.Current.CancellationToken);

        var outcome = await story.SyncAsync();

        Assert.Equal((1, "failed"), (outcome.ExitCode, outcome.Status));
        Assert.Contains("state.json is not a state", Assert.Single(outcome.Errors)["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("[{\"type\":", story.State);
    }

    [Fact]
    public async Task An_output_that_cannot_be_written_fails_the_run_and_stores_no_state()
    {
        await using var story = await SyncStory.StartAsync();
        await File.WriteAllTextAsync(story.OutputFolder, "in the way", TestContext.Current.CancellationToken);

        var outcome = await story.SyncAsync();

        Assert.Equal((1, "failed"), (outcome.ExitCode, outcome.Status));
        Assert.Contains("cannot be written", Assert.Single(outcome.Errors)["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.False(story.HasState);
        File.Delete(story.OutputFolder);
    }

    [Fact]
    public async Task Combined_streams_are_stored_too()
    {
        await using var story = await SyncStory.StartAsync(pages: 3);
        story.Config.With("stream_layout", "combined");

        Assert.Equal(["pages", "page_insights", "metric_availability"], (await story.SyncAsync()).Streams.Select(stream => stream.Name));
        await story.SyncAsync();

        story.AssertTruth();
    }
}
