using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using TestKit;
using TestKit.Aws;

namespace Acceptance.Tests.Unattended;

/// <summary><c>sync</c> as a process: signals, sudden deaths, rivals, and the services of AWS by their environment variables.</summary>
public sealed class SyncProcessTests
{
    private const int Terminate = 15;
    private const int Kill = 9;

    [Fact]
    public async Task A_first_and_a_second_run_store_the_truth()
    {
        await using var unattended = await UnattendedProcess.PrepareAsync(pages: 3, days: 60);

        var first = await unattended.RunAsync(unattended.Sync());
        var second = await unattended.RunAsync(unattended.Sync());

        Assert.Equal((0, "succeeded"), (first.ExitCode, first.Status));
        Assert.Equal((0, "succeeded"), (second.ExitCode, second.Status));
        Assert.Equal(3 * 2 * 7, second.Streams.Where(stream => StreamNames.IsInsights(stream.Name)).Sum(stream => stream.Records));
        unattended.AssertTruth();
    }

    [Fact]
    public async Task Sigterm_stores_what_was_read_within_the_patience_of_a_container_engine()
    {
        await using var unattended = await UnattendedProcess.PrepareAsync(pages: 3, days: 300);
        unattended.Config.With("window_days", 3);
        unattended.Server.World.Latency = TimeSpan.FromMilliseconds(20);
        using var process = await unattended.StartAsync(unattended.Sync());
        while (unattended.Server.Journal.Entries.Count < 60)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        var began = Stopwatch.GetTimestamp();
        PublishedConnector.Signal(process, Terminate);
        var outcome = await unattended.EndAsync(process);

        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(9));
        Assert.Equal((128 + Terminate, "incomplete", true), (outcome.ExitCode, outcome.Status, outcome.HasMore));
        Assert.Equal(outcome.Streams.Sum(stream => stream.Records), unattended.Stored.Runs().Sum(run => run.Records.Count));
        unattended.Server.World.Latency = TimeSpan.Zero;
        Assert.Equal("succeeded", (await unattended.RunAsync(unattended.Sync())).Status);
        unattended.AssertTruth();
    }

    [Fact]
    public async Task Killed_at_any_moment_it_goes_on_and_loses_nothing()
    {
        await using var unattended = await UnattendedProcess.PrepareAsync(pages: 3, days: 120);
        unattended.Config.With("window_days", 10);
        unattended.Server.World.Latency = TimeSpan.FromMilliseconds(5);
        // How long a whole run takes here today.
        var began = Stopwatch.GetTimestamp();
        await unattended.RunAsync(unattended.Sync());
        var whole = Stopwatch.GetElapsedTime(began);
        Directory.Delete(unattended.StateFolder, recursive: true);
        Directory.Delete(unattended.OutputFolder, recursive: true);
        Directory.CreateDirectory(unattended.OutputFolder);
        var chance = new Random(3);
        for (var kills = 0; kills < 12; kills++)
        {
            using var process = await unattended.StartAsync(unattended.Sync());
            using var patience = new CancellationTokenSource(whole * (chance.NextDouble() * 1.1), TimeProvider.System);
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                PublishedConnector.Signal(process, Kill);
                await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            // Whatever counts so far is true, and the state is whole.
            _ = unattended.Stored.Runs();
            Assert.Equal("succeeded", (await unattended.RunAsync("state", "show", "--connection", "c", "--state-registry", "file://" + unattended.StateFolder)).Status);
        }

        Assert.Equal("succeeded", (await unattended.RunAsync(unattended.Sync())).Status);
        unattended.AssertTruth();
    }

    [Fact]
    public async Task Of_rivals_that_are_processes_each_has_stored_or_says_why_not()
    {
        await using var unattended = await UnattendedProcess.PrepareAsync(pages: 1, days: 30);
        unattended.Server.World.Latency = TimeSpan.FromMilliseconds(300);

        var arguments = unattended.Sync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => unattended.RunAsync(arguments)));

        Assert.Contains(outcomes, outcome => outcome.Status == "succeeded");
        Assert.All(
            outcomes.Where(outcome => outcome.Status != "succeeded"),
            outcome => Assert.Contains("while this run was under way", Assert.Single(outcome.Errors)["message"]!.GetValue<string>(), StringComparison.Ordinal));
        Assert.Equal(outcomes.Count(outcome => outcome.Status == "succeeded"), unattended.Stored.Manifests.Count);
        unattended.AssertTruth();
    }

    [Fact]
    public async Task S3_and_secrets_are_found_by_the_variables_of_AWS()
    {
        Assert.SkipWhen(S3Server.Missing() is not null && Environment.GetEnvironmentVariable("CI") != "true", $"No S3 server can be started: {S3Server.Missing()}.");
        await using var s3 = await S3Server.StartAsync();
        var bucket = await s3.NewBucketAsync();
        await using var unattended = await UnattendedProcess.PrepareAsync(pages: 2, days: 30);
        await using var secrets = await SecretsServer.StartAsync(
            SecretsServer.Secret(new JsonObject { ["access_token"] = unattended.Server.World.UserToken.Value }.ToJsonString()));
        unattended.WithVariables(s3.Environment).WithVariable("AWS_ENDPOINT_URL_SECRETS_MANAGER", secrets.Address.AbsoluteUri);
        unattended.Config.With("credentials", new JsonObject { ["auth_type"] = "aws_secrets_manager", ["secret_id"] = "pages" });

        var outcome = await unattended.RunAsync(
            "sync", "--config", unattended.ConfigFile(), "--connection", "c", "--state-registry", $"s3://{bucket}/state", "--output", $"s3://{bucket}/out");

        Assert.Equal((0, "succeeded"), (outcome.ExitCode, outcome.Status));
        unattended.AssertTruth(new StoredRuns(await s3.ObjectsAsync(bucket), $"s3://{bucket}/out"));
        Assert.Equal("secretsmanager.GetSecretValue", Assert.Single(secrets.Requests).Header("X-Amz-Target"));
    }

    [Fact]
    public async Task The_executable_is_under_40_MB()
    {
        var size = new FileInfo(await PublishedConnector.PathAsync()).Length / 1e6;
        Figures.Note(string.Create(CultureInfo.InvariantCulture, $"The executable has {size:0.0} MB."));

        Assert.InRange(size, 1, 40);
    }
}
