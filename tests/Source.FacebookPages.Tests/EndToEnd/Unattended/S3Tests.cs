using Amazon.Runtime;
using Source.FacebookPages.Aws;
using TestKit;

namespace Source.FacebookPages.Tests.EndToEnd.Unattended;

/// <summary>Unattended runs with state and data in S3.</summary>
public sealed class S3Tests
{
    [Fact]
    public async Task Runs_go_on_from_each_other_and_of_two_at_once_one_stores_nothing()
    {
        var reason = await S3Server.ReasonToSkipAsync();
        Assert.SkipWhen(reason is not null, reason ?? "");
        await using var server = await S3Server.StartAsync();
        await using var story = await SyncStory.StartAsync(pages: 3, days: 30);
        var settings = new AwsSettings(name => server.Variables.GetValueOrDefault(name), () => new BasicAWSCredentials(S3Server.Key, S3Server.Key));
        story.Run.OpenStore = address => new S3Store(address, settings, TimeProvider.System);

        Assert.Equal("succeeded", (await SyncAsync(story)).Status);
        using var gate = new GatedStores(story, readers: 2);
        story.Run.OpenStore = gate.Open;
        var both = await Task.WhenAll(SyncAsync(story), SyncAsync(story));
        story.Run.OpenStore = gate.Inner;
        var last = await SyncAsync(story);

        Assert.Single(both, outcome => outcome.Status == "succeeded");
        var loser = Assert.Single(both, outcome => outcome.Status == "failed");
        Assert.Contains("was changed by run", Assert.Single(loser.Errors)["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal([14L, 14L, 14L], last.Streams.Where(stream => stream.Name != "pages").Select(stream => stream.Records));
        var stored = new StoredRuns(server.Objects(), $"s3://{S3Server.Bucket}/out");
        Assert.Equal(3, stored.Manifests.Count);
        Assert.Empty(stored.Union().DifferencesFrom(story.Truth()));
    }

    private static Task<CommandOutcome> SyncAsync(SyncStory story) => story.Run.RunUnattendedAsync(
    [
        "sync", "--config", story.Run.File("config.json", story.Config.ToString()), "--connection", SyncStory.Connection,
        "--state-registry", $"s3://{S3Server.Bucket}/state", "--output", $"s3://{S3Server.Bucket}/out",
    ]);
}
