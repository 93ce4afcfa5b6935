using TestKit;
using GraphSimulator.Journal;
using GraphSimulator.Limits;

namespace Source.FacebookPages.Tests.EndToEnd.Unattended;

/// <summary>Runs that end between any two steps of storing, as if the process had been killed there.</summary>
public sealed class CrashTests
{
    [Theory]
    [InlineData("per_page", false)]
    [InlineData("per_page", true)]
    [InlineData("combined", false)]
    [InlineData("combined", true)]
    public async Task A_run_that_dies_at_any_write_loses_nothing(string layout, bool after)
    {
        var stages = new HashSet<string>(StringComparer.Ordinal);
        for (var step = 1; step <= 20; step++)
        {
            await using var story = await SyncStory.StartAsync(pages: 2, days: 20, speed: 200);
            story.Config.With("stream_layout", layout);
            // One Page is put off, so that there is a round to keep.
            story.World.Limits.BlockUntil(UsageKind.BusinessUseCase, SyncStory.PageId(2), story.Clock.GetUtcNow() + TimeSpan.FromMinutes(40));
            var crash = new CrashingStores(story.Run.OpenStore, step, after);
            story.Run.OpenStore = crash.Open;
            var outcome = await story.SyncAsync("--max-runtime-seconds", "600");
            if (crash.Key is not { } key)
            {
                Assert.Equal("incomplete", outcome.Status);
                break;
            }

            Assert.Equal((1, "failed"), (outcome.ExitCode, outcome.Status));
            stages.Add(StageOf(key));
            story.Run.OpenStore = crash.Inner;
            story.World.Limits.BlockUntil(UsageKind.BusinessUseCase, SyncStory.PageId(2), story.Clock.GetUtcNow());
            var next = await story.SyncAsync();

            Assert.Equal("succeeded", next.Status);
            story.AssertTruth();
            // What the state covered already is read again for the lookback at most; what it did not, whole.
            var wasStored = StageOf(key) is "history" or "round" || (after && StageOf(key) == "state");
            var isForgotten = StageOf(key) is not "round" || !after;
            var ofFirst = wasStored ? (isForgotten ? 2 * 7 : 0) : 2 * 20;
            Assert.Equal(ofFirst + (2 * 20), next.Streams.Where(stream => StreamNames.IsInsights(stream.Name)).Sum(stream => stream.Records));
        }

        Assert.Equal(["data", "history", "manifest", "round", "state"], stages.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("per_page")]
    [InlineData("combined")]
    public async Task What_the_next_run_finds_after_a_crash_is_whole_files_and_those_of_the_dead_run_do_not_count(string layout)
    {
        await using var story = await SyncStory.StartAsync(pages: 2, days: 20);
        story.Config.With("stream_layout", layout);
        var crash = new CrashingStores(story.Run.OpenStore, step: 2, after: true);
        story.Run.OpenStore = crash.Open;
        await story.SyncAsync();
        story.Run.OpenStore = crash.Inner;

        await story.SyncAsync();

        Assert.Single(story.Stored.Manifests);
        Assert.NotEmpty(story.Stored.Orphans);
        Assert.Single(story.Stored.Runs());
    }

    private static string StageOf(string key) =>
        key.EndsWith(".jsonl.gz", StringComparison.Ordinal) ? "data"
        : key.StartsWith("_manifests/", StringComparison.Ordinal) ? "manifest"
        : key.EndsWith("/state.json", StringComparison.Ordinal) ? "state"
        : key.Contains("/history/", StringComparison.Ordinal) ? "history"
        : "round";
}
