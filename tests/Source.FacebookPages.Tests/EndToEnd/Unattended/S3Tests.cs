using Source.FacebookPages.Aws;
using Source.FacebookPages.Tests.Aws;
using TestKit;

namespace Source.FacebookPages.Tests.EndToEnd.Unattended;

/// <summary>Unattended runs with state and data in S3.</summary>
public sealed class S3Tests(S3Fixture s3) : IClassFixture<S3Fixture>
{
    [Fact]
    public async Task Runs_go_on_from_each_other_and_of_two_at_once_one_stores_nothing()
    {
        var bucket = await s3.Server.NewBucketAsync();
        await using var story = await SyncStory.StartAsync(pages: 3, days: 30);
        story.Run.OpenStore = address => new S3Store(address, s3.Settings);

        Assert.Equal("succeeded", (await SyncAsync(story, bucket)).Status);
        using var gate = new GatedStores(story, readers: 2);
        story.Run.OpenStore = gate.Open;
        var both = await Task.WhenAll(SyncAsync(story, bucket), SyncAsync(story, bucket));
        story.Run.OpenStore = gate.Inner;
        var last = await SyncAsync(story, bucket);

        Assert.Single(both, outcome => outcome.Status == "succeeded");
        var loser = Assert.Single(both, outcome => outcome.Status == "failed");
        Assert.Contains("was changed by run", Assert.Single(loser.Errors)["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal([14L, 14L, 14L], last.Streams.Where(stream => StreamNames.IsInsights(stream.Name)).Select(stream => stream.Records));
        var stored = new StoredRuns(await s3.Server.ObjectsAsync(bucket), $"s3://{bucket}/out");
        Assert.Equal(3, stored.Manifests.Count);
        Assert.Empty(stored.Union().DifferencesFrom(story.Truth()));
    }

    private static Task<CommandOutcome> SyncAsync(SyncStory story, string bucket) => story.Run.RunUnattendedAsync(
    [
        "sync", "--config", story.Run.File("config.json", story.Config.ToString()), "--connection", SyncStory.Connection,
        "--state-registry", $"s3://{bucket}/state", "--output", $"s3://{bucket}/out",
    ]);
}
