using System.Text.Json.Nodes;
using GraphSimulator.Pages;
using TestKit;

namespace Source.FacebookPages.Tests.EndToEnd.Unattended;

/// <summary>Several runs that share the Pages of a connection.</summary>
public sealed class ShardTests
{
    [Theory]
    [InlineData("per_page")]
    [InlineData("combined")]
    public async Task Shards_side_by_side_read_every_Page_once_and_keep_each_others_state(string layout)
    {
        await using var story = await SyncStory.StartAsync(pages: 11, days: 40);
        story.Config.With("stream_layout", layout);

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 4).Select(number => story.SyncAsync("--pages-shard", $"{number}/4")));

        Assert.All(outcomes, outcome => Assert.Equal("succeeded", outcome.Status));
        story.AssertTruth();
        Assert.Equal(11 * 2 * 40, story.Stored.Runs().Sum(run => run.Records.Count(record => record.IsInsights)));
        Assert.Equal(story.Pages, story.Stored.Runs().SelectMany(run => run.Records).Where(record => record.Stream == "pages").Select(record => record.Data["page_id"]!.GetValue<string>()).Order(StringComparer.Ordinal));

        // What all of them have stored is complete: a run over everything finds no more than the lookback to read.
        var whole = await story.SyncAsync();
        Assert.Equal(11 * 2 * 7, whole.Streams.Where(stream => StreamNames.IsInsights(stream.Name)).Sum(stream => stream.Records));
    }

    [Fact]
    public async Task The_cursor_of_a_combined_stream_is_that_of_the_Page_that_is_furthest_behind_whoever_reads_it()
    {
        await using var story = await SyncStory.StartAsync(pages: 4, days: 40);
        story.Config.With("stream_layout", "combined");

        await story.SyncAsync("--pages-shard", "1/2");
        var half = story.EndTimeOf("page_insights");
        await story.SyncAsync("--pages-shard", "2/2");

        Assert.Equal("2026-10-13T07:00:00Z", half);
        Assert.Equal("2026-11-22T08:00:00Z", story.EndTimeOf("page_insights"));
    }

    [Fact]
    public async Task A_plan_deals_out_what_the_shards_then_read()
    {
        await using var story = await SyncStory.StartAsync(pages: 11, days: 5);
        var config = story.Run.File("config.json", story.Config.ToString());

        var plan = await story.Run.RunUnattendedAsync(["plan", "--config", config, "--pages-per-worker", "3"]);

        var shards = plan.Answer["shards"]!.AsArray().Select(shard => (
            Name: shard!["pages_shard"]!.GetValue<string>(),
            Pages: shard["page_ids"]!.AsArray().Select(id => id!.GetValue<string>()).ToList())).ToList();
        Assert.Equal(["1/4", "2/4", "3/4", "4/4"], shards.Select(shard => shard.Name));
        Assert.Equal(story.Pages, shards.SelectMany(shard => shard.Pages).Order(StringComparer.Ordinal));
        Assert.All(shards, shard => Assert.InRange(shard.Pages.Count, 2, 3));
        foreach (var (name, pages) in shards)
        {
            var outcome = await story.SyncAsync("--pages-shard", name);
            Assert.Equal(["pages", .. pages.Select(page => "page_insights_" + page), "metric_availability"], outcome.Streams.Select(stream => stream.Name));
        }
    }

    [Theory]
    [InlineData("--workers", "4", 4)]
    [InlineData("--workers", "50", 3)]
    [InlineData("--pages-per-worker", "1", 3)]
    public async Task A_plan_has_no_shard_without_Pages(string option, string value, int expected)
    {
        await using var story = await SyncStory.StartAsync(pages: expected is 4 ? 9 : 3);
        var config = story.Run.File("config.json", story.Config.ToString());

        var plan = await story.Run.RunUnattendedAsync(["plan", "--config", config, option, value]);

        Assert.Equal(expected, plan.Answer["shards"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_plan_of_nothing_is_one_shard_whose_run_tells_that_there_is_nothing()
    {
        await using var story = await SyncStory.StartAsync(pages: 1);
        story.World.Pages[SyncStory.PageId(1)].TokenWithheld = true;
        var config = story.Run.File("config.json", story.Config.ToString());

        var plan = await story.Run.RunUnattendedAsync(["plan", "--config", config]);

        Assert.Equal("""[{"pages_shard":"1/1","page_ids":[]}]""", plan.Answer["shards"]!.ToJsonString());
    }

    [Fact]
    public async Task Plan_options_exclude_each_other()
    {
        await using var story = await SyncStory.StartAsync(pages: 1);
        var config = story.Run.File("config.json", story.Config.ToString());

        var plan = await story.Run.RunUnattendedAsync(["plan", "--config", config, "--workers", "2", "--pages-per-worker", "2"]);

        Assert.Equal((1, "failed"), (plan.ExitCode, plan.Status));
        Assert.Equal("--workers and --pages-per-worker exclude each other.", Assert.Single(plan.Errors)["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_lost_Page_is_told_by_exactly_one_shard()
    {
        await using var story = await SyncStory.StartAsync(pages: 5, days: 5);
        await story.SyncAsync();
        story.World.Pages[SyncStory.PageId(3)].Loss = PageLoss.Vanished;

        var outcomes = new List<CommandOutcome>();
        for (var number = 1; number <= 3; number++)
        {
            outcomes.Add(await story.SyncAsync("--pages-shard", $"{number}/3"));
        }

        Assert.Single(outcomes.SelectMany(outcome => outcome.Streams), stream => stream == (SyncStory.StreamOf(3), "INCOMPLETE", 0));
        Assert.Equal(5, outcomes.SelectMany(outcome => outcome.Streams).Count(stream => StreamNames.IsInsights(stream.Name)));
    }

    [Fact]
    public async Task A_shard_reads_its_own_of_the_streams_of_a_catalog()
    {
        await using var story = await SyncStory.StartAsync(pages: 4, days: 5);
        var catalog = story.Run.File("catalog.json", CatalogBuilder.Incremental(SyncStory.StreamOf(1), SyncStory.StreamOf(2), SyncStory.StreamOf(3)));

        var outcome = await story.SyncAsync("--catalog", catalog, "--pages-shard", "1/2");

        Assert.Equal((0, "succeeded"), (outcome.ExitCode, outcome.Status));
        Assert.Equal([SyncStory.StreamOf(1), SyncStory.StreamOf(3)], outcome.Streams.Select(stream => stream.Name));
    }
}
