using System.Text.Json.Nodes;
using Airbyte.Protocol;

namespace Airbyte.Cdk.Tests;

public sealed class CheckCommandTests
{
    [Fact]
    public async Task A_good_configuration_succeeds()
    {
        var run = await Check(new ScriptedSource());

        Assert.Equal("""{"type":"CONNECTION_STATUS","connectionStatus":{"status":"SUCCEEDED"}}""" + "\n", run.StandardOutput);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task What_the_source_finds_wrong_is_the_answer()
    {
        var run = await Check(new ScriptedSource { Check = _ => Task.FromResult(CheckResult.Failure("The token has expired.")) });

        AssertFailed(run, "The token has expired.");
    }

    [Fact]
    public async Task A_failure_always_has_a_message()
    {
        var run = await Check(new ScriptedSource { Check = _ => Task.FromResult(new CheckResult(Succeeded: false, Message: null)) });

        AssertFailed(run, "The check failed, and no reason was given.");
    }

    [Fact]
    public async Task A_check_that_could_not_be_made_is_an_answer_too()
    {
        var run = await Check(new ScriptedSource { Check = _ => throw new ConnectorException(FailureType.TransientError, "The API does not answer.", "HTTP 503") });

        AssertFailed(run, "The API does not answer.");
    }

    [Fact]
    public async Task All_mistakes_of_the_configuration_are_in_the_answer()
    {
        var run = await Check(new ScriptedSource { ConnectFailure = new ConfigurationException(["start_date must be a date.", "window_days must be at most 90."]) });

        AssertFailed(run, "The configuration is not valid: start_date must be a date. window_days must be at most 90.");
    }

    [Fact]
    public async Task A_defect_is_no_answer_but_an_error()
    {
        var run = await Check(new ScriptedSource { Check = _ => throw new InvalidOperationException("oops") });

        Assert.Equal("ERROR", Assert.Single(run.Messages).Kind());
        Assert.Equal("system_error", (string)run.Messages.Errors()[0]["failure_type"]!);
        Assert.DoesNotContain("   at ", (string)run.Messages.Errors()[0]["message"]!, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task A_check_that_hangs_is_given_up_before_the_caller_does()
    {
        var begun = new TaskCompletionSource();
        var run = new HostRun
        {
            Source = new ScriptedSource
            {
                Check = async stop =>
                {
                    begun.SetResult();
                    await Task.Delay(Timeout.Infinite, stop);
                    return CheckResult.Success;
                },
            },
        };
        var running = run.Run("check", "--config", "config.json");
        await begun.Task;
        run.Time.Advance(TimeSpan.FromSeconds(54));
        Assert.False(running.IsCompleted);
        run.Time.Advance(TimeSpan.FromSeconds(2));
        await running;

        AssertFailed(run, "The check had no result after 55 seconds. See whether the API can be reached from here, and try again.");
    }

    [Fact]
    public async Task A_signal_during_the_check_kills_without_an_answer()
    {
        using var signal = new FakeSignal();
        var run = await new HostRun
        {
            Signal = signal,
            Source = new ScriptedSource
            {
                Check = async stop =>
                {
                    await signal.Send();
                    await Task.Delay(Timeout.Infinite, stop);
                    return CheckResult.Success;
                },
            },
        }.Run("check", "--config", "config.json");

        Assert.Equal("", run.StandardOutput);
        Assert.Equal(FakeSignal.ExitCode, run.ExitCode);
    }

    [Fact]
    public async Task Trouble_with_disconnecting_does_not_change_the_answer()
    {
        var run = await Check(new ScriptedSource { DisposeFailure = new InvalidOperationException("already gone") });

        Assert.Equal("CONNECTION_STATUS", Assert.Single(run.Messages).Type());
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Secrets_are_removed_from_the_answer()
    {
        var run = await Check(new ScriptedSource { Check = _ => Task.FromResult(CheckResult.Failure($"Token {ScriptedSource.Secret} is bad.")) });

        AssertFailed(run, "Token **** is bad.");
    }

    private static Task<HostRun> Check(ScriptedSource source) => new HostRun { Source = source }.Run("check", "--config", "config.json");

    private static void AssertFailed(HostRun run, string message)
    {
        Assert.Equal(
            new JsonObject { ["status"] = "FAILED", ["message"] = message }.ToJsonString(),
            Assert.Single(run.Messages)["connectionStatus"]!.ToJsonString());
        Assert.Equal(0, run.ExitCode);
    }
}
