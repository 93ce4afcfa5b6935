using Airbyte.Protocol;

namespace Airbyte.Cdk.Tests;

public sealed class DiscoverCommandTests
{
    private static readonly AirbyteStream Pages =
        new() { Name = "pages", JsonSchema = """{"type": "object"}"""u8.ToArray(), SupportedSyncModes = [SyncMode.FullRefresh] };

    [Fact]
    public async Task It_writes_one_catalog_as_its_last_word()
    {
        var run = await Discover(new ScriptedSource { Discover = _ => Task.FromResult<IReadOnlyList<AirbyteStream>>([Pages]) });

        Assert.Equal("pages", (string)Assert.Single(run.Messages)["catalog"]!["streams"]![0]!["name"]!);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task A_known_failure_is_one_error_and_no_catalog()
    {
        var run = await Discover(new ScriptedSource { Discover = _ => throw new ConnectorException(FailureType.ConfigError, "The token has expired.", "code 190") });

        Assert.Equal(
            """{"message":"The token has expired.","internal_message":"code 190","failure_type":"config_error"}""",
            Assert.Single(run.Messages)["trace"]!["error"]!.ToJsonString());
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task A_wrong_configuration_is_a_configuration_error()
    {
        var run = await Discover(new ScriptedSource { ConnectFailure = new ConfigurationException(["page_ids must be a list."]) });

        var error = Assert.Single(run.Messages.Errors());
        Assert.Equal("config_error", (string)error["failure_type"]!);
        Assert.Equal("The configuration is not valid: page_ids must be a list.", (string)error["message"]!);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task A_signal_after_the_answer_does_not_spoil_it()
    {
        using var signal = new FakeSignal();
        var run = await new HostRun
        {
            Signal = signal,
            Source = new ScriptedSource
            {
                Discover = async _ =>
                {
                    await signal.Send();
                    return [Pages];
                },
                DisposeFailure = new OperationCanceledException(),
            },
        }.Run("discover", "--config", "config.json");

        Assert.Equal("CATALOG", Assert.Single(run.Messages).Type());
        Assert.Equal(0, run.ExitCode);
    }

    private static Task<HostRun> Discover(ScriptedSource source) => new HostRun { Source = source }.Run("discover", "--config", "config.json");
}
