using System.Text.Json.Nodes;
using TestKit;

namespace Source.FacebookPages.Tests.EndToEnd.Unattended;

/// <summary>Several runs at once for the same state.</summary>
public sealed class RaceTests
{
    [Fact]
    public async Task Of_100_runs_that_begin_with_the_same_state_one_stores_it_and_the_others_say_why_they_did_not()
    {
        await using var story = await SyncStory.StartAsync(pages: 1, days: 10);
        // Nobody is answered before all have taken the state they begin with.
        using var gate = new GatedStores(story, readers: 100);
        story.Run.OpenStore = gate.Open;

        for (var round = 0; round < 3; round++)
        {
            gate.Reset();
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => story.SyncAsync()));

            var winner = Assert.Single(outcomes, outcome => outcome.Status == "succeeded");
            Assert.All(outcomes.Except([winner]), loser =>
            {
                Assert.Equal((1, "failed"), (loser.ExitCode, loser.Status));
                Assert.Null(loser.Answer["manifest"]);
                Assert.Contains($"was changed by run {winner.RunId} while this run was under way", Assert.Single(loser.Errors)["message"]!.GetValue<string>(), StringComparison.Ordinal);
            });
            Assert.Equal(round + 1, story.Stored.Manifests.Count);
            Assert.All(JsonNode.Parse(story.State)!.AsArray(), entry => Assert.Equal(winner.RunId, entry!["written_by"]!["all"]!.GetValue<string>()));
        }

        story.AssertTruth();
    }

    [Fact]
    public async Task A_reset_while_a_run_is_under_way_is_not_overwritten()
    {
        await using var story = await SyncStory.StartAsync(pages: 2, days: 10);
        await story.SyncAsync();
        using var gate = new GatedStores(story, readers: 1) { BeforeAnswer = () => story.StateAsync("reset") };
        story.Run.OpenStore = gate.Open;

        var outcome = await story.SyncAsync();

        Assert.Equal("failed", outcome.Status);
        Assert.Equal("[\n]\n", story.State);
        story.Run.OpenStore = gate.Inner;
        Assert.Equal(2 * 10 * 2, (await story.SyncAsync()).Streams.Where(stream => StreamNames.IsInsights(stream.Name)).Sum(stream => stream.Records));
    }

    [Fact]
    public async Task A_run_over_all_Pages_and_a_shard_of_them_exclude_each_other()
    {
        await using var story = await SyncStory.StartAsync(pages: 2, days: 10);
        using var gate = new GatedStores(story, readers: 2);
        story.Run.OpenStore = gate.Open;

        var outcomes = await Task.WhenAll(story.SyncAsync(), story.SyncAsync("--pages-shard", "1/2"));

        Assert.Single(outcomes, outcome => outcome.Status == "succeeded");
        Assert.Single(outcomes, outcome => outcome.Status == "failed");
    }
}
