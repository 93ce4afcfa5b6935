using DotNet.Testcontainers.Containers;
using GraphSimulator;
using TestKit;

namespace Container.Tests;

[Collection("image")]
public sealed class CommandTests(ContainerImage image) : IAsyncLifetime
{
    private GraphSimulatorServer _server = null!;

    private string Config => new ConfigBuilder(_server).With("start_date", "2026-06-01").With("end_date", "2026-10-31").ToString();

    public async ValueTask InitializeAsync() => _server = await GraphSimulatorServer.StartAsync(SimulatedWorld.Create(pages: 3));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Spec_needs_nothing()
    {
        await using var run = new ContainerRun(image, _server.World, "/secrets");
        var output = await run.With(parameters => parameters.HostConfig!.NetworkMode = "none").RunAsync("spec");

        Assert.Equal(0, output.ExitCode);
        Assert.Equal("SPEC", Assert.Single(output.Messages)["type"]!.GetValue<string>());
    }

    // Each caller mounts the files elsewhere and restricts the container in its own way.
    [Theory]
    [InlineData("/secrets", "plain")]
    [InlineData("/data", "read-only")]
    [InlineData("/configs", "arbitrary-user")]
    [InlineData("/airbyte/tmp", "no-capabilities")]
    [InlineData("/mnt/temp", "root")]
    [InlineData("/tmp", "hidden-tmp")]
    public async Task Check_discover_read_and_resume_work_as_every_caller_runs_them(string mount, string restriction)
    {
        await using var run = new ContainerRun(image, _server.World, mount);
        run.With(parameters => Restrict(parameters, restriction)).WithFile("config.json", Config);

        Assert.Equal("SUCCEEDED", (await run.RunAsync("check", "--config", $"{mount}/config.json")).ConnectionStatus.Status);
        var discovered = await run.RunAsync("discover", "--config", $"{mount}/config.json");
        run.WithFile("catalog.json", CatalogBuilder.From(discovered)).WithFile("state.json", "[]");
        var first = await run.RunAsync("read", "--config", $"{mount}/config.json", "--catalog", $"{mount}/catalog.json", "--state", $"{mount}/state.json");
        run.WithFile("state.json", first.StateFile());
        var second = await run.RunAsync("read", "--config", $"{mount}/config.json", "--catalog", $"{mount}/catalog.json", "--state", $"{mount}/state.json");

        Assert.Equal(0, first.ExitCode);
        Assert.Equal(0, second.ExitCode);
        Assert.Empty(first.StandardError + second.StandardError);
        var union = new Union();
        Assert.Equal(0, union.Add(first));
        Assert.Empty(union.DifferencesFrom(Truth()));
        // The second read repeats the lookback and nothing else.
        Assert.Equal(3 * 7 * ExpectedInsights.DefaultMetrics.Count, second.Records.Count(record => record.IsInsights));
    }

    [Fact]
    public async Task The_platform_starts_it_through_a_script_and_pipes()
    {
        await using var run = new ContainerRun(image, _server.World, "/source");
        run.WithWritableFolder()
            .WithFile("connectorConfig.json", Config)
            .WithFile("catalog.json", CatalogBuilder.Incremental("page_insights_100000000000001"))
            .WithEntrypoint("sh", "-c");
        const string Script = """
            cd /source
            mkfifo out err
            cat out > stdout.copy &
            cat err > stderr.copy &
            (set +e; if [ -z "$AIRBYTE_ENTRYPOINT" ]; then exit 127; fi
             eval "$AIRBYTE_ENTRYPOINT read --config /source/connectorConfig.json --catalog /source/catalog.json" 2> err > out
             echo $? > TEMP_EXIT; mv TEMP_EXIT exitCode.txt) &
            wait
            sleep 0.1
            """;

        await run.RunAsync(Script);

        Assert.Equal("0", run.Read("exitCode.txt").Trim());
        Assert.Empty(run.Read("stderr.copy"));
        var output = new ConnectorOutput(0, System.Text.Encoding.UTF8.GetBytes(run.Read("stdout.copy")), "");
        Assert.Equal("COMPLETE", output.FinalStatus("page_insights_100000000000001"));
        Assert.Equal(153 * ExpectedInsights.DefaultMetrics.Count, output.Records.Count);
    }

    [Fact]
    public async Task Sigterm_as_process_1_ends_it_within_two_seconds_with_its_states_out()
    {
        _server.World.Latency = TimeSpan.FromMilliseconds(150);
        await using var run = new ContainerRun(image, _server.World, "/secrets");
        run.WithFile("config.json", new ConfigBuilder(_server).With("window_days", 1).With("start_date", "2026-06-01").With("end_date", "2026-10-31").ToString())
            .WithFile("catalog.json", CatalogBuilder.Incremental("page_insights_100000000000001"));
        await using var container = await run.StartAsync("read", "--config", "/secrets/config.json", "--catalog", "/secrets/catalog.json");
        while (_server.Journal.Entries.Count < 8)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        var began = TimeProvider.System.GetTimestamp();
        await ContainerImage.DockerAsync("kill", "--signal", "TERM", container.Id);
        var output = await run.EndAsync(container);

        Assert.Equal(143, output.ExitCode);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(4));
        Assert.Equal("INCOMPLETE", output.FinalStatus("page_insights_100000000000001"));
        Assert.NotEmpty(output.States);
        Assert.Equal(output.Records.Count, output.States.Sum(state => (int)state.RecordCount));
    }

    private static void Restrict(Docker.DotNet.Models.CreateContainerParameters parameters, string restriction)
    {
        switch (restriction)
        {
            case "read-only":
                parameters.HostConfig!.ReadonlyRootfs = true;
                break;
            case "arbitrary-user":
                parameters.User = "12345:54321";
                parameters.Env = [.. parameters.Env ?? [], "HOME=/nonexistent"];
                parameters.HostConfig!.Init = true;
                break;
            case "no-capabilities":
                parameters.HostConfig!.CapDrop = ["ALL"];
                parameters.HostConfig!.SecurityOpt = ["no-new-privileges"];
                break;
            case "root":
                parameters.User = "0:0";
                break;
        }
    }

    private static Dictionary<(string, string, string, string), string> Truth() => ExpectedInsights.Of(
        ["100000000000001", "100000000000002", "100000000000003"], "day", new DateOnly(2026, 6, 1), new DateOnly(2026, 10, 31));
}
