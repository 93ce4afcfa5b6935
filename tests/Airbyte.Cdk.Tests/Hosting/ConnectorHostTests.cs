using Airbyte.Protocol;

namespace Airbyte.Cdk.Tests;

public sealed class ConnectorHostTests
{
    private static readonly string[] Discover = ["discover", "--config", "config.json"];

    [Theory]
    [InlineData("check")]
    [InlineData("discover")]
    [InlineData("read")]
    public async Task A_defect_while_connecting_is_one_system_error(string command)
    {
        var run = await new HostRun { Source = new ScriptedSource { ConnectFailure = new FormatException("oops") } }.Run(
            [command, "--config", "config.json", .. command == "read" ? new[] { "--catalog", "catalog.json" } : []]);

        var error = Assert.Single(run.Messages)["trace"]!["error"]!;
        Assert.Equal("system_error", (string)error["failure_type"]!);
        Assert.Equal($"A defect of the connector ended the command {command} (FormatException). Please report it together with the log.", (string)error["message"]!);
        Assert.Equal("oops", (string)error["internal_message"]!);
        Assert.Contains("   at ", (string)error["stack_trace"]!, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.StandardError);
    }

    [Fact]
    public async Task The_cause_of_a_known_failure_goes_into_the_stack_trace()
    {
        var cause = new HttpRequestException("Connection refused");
        var run = await new HostRun { Source = new ScriptedSource { Discover = _ => throw new ConnectorException(FailureType.TransientError, "No answer.", inner: cause) } }.Run(Discover);

        var error = Assert.Single(run.Messages.Errors());
        Assert.Equal("No answer.", (string)error["message"]!);
        Assert.Contains("Connection refused", (string)error["stack_trace"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancellation_that_nobody_asked_for_is_a_defect()
    {
        var run = await new HostRun { Source = new ScriptedSource { Discover = _ => throw new TaskCanceledException("timeout") } }.Run(Discover);

        Assert.Equal("system_error", (string)Assert.Single(run.Messages.Errors())["failure_type"]!);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task Whatever_a_command_throws_after_a_signal_is_the_signal()
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
                    throw new ConnectorException(FailureType.TransientError, "The request was aborted.");
                },
            },
        }.Run(Discover);

        Assert.Equal("", run.StandardOutput);
        Assert.Equal(FakeSignal.ExitCode, run.ExitCode);
        Assert.Equal(1, signal.Ends);
    }

    [Fact]
    public async Task A_command_that_does_not_listen_to_the_signal_is_left_behind()
    {
        using var signal = new FakeSignal();
        var sent = new TaskCompletionSource();
        var never = new TaskCompletionSource();
        var run = new HostRun
        {
            Signal = signal,
            Source = new ScriptedSource
            {
                Discover = async _ =>
                {
                    await signal.Send();
                    sent.SetResult();
                    await never.Task;
                    return [];
                },
            },
        };
        var running = run.Run(Discover);
        await sent.Task;
        while (!running.IsCompleted)
        {
            run.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await running;
        Assert.Equal(FakeSignal.ExitCode, run.ExitCode);
    }

    [Theory]
    [InlineData("spec")]
    [InlineData("check --config config.json")]
    [InlineData("discover --config config.json")]
    [InlineData("read --config config.json --catalog catalog.json")]
    public async Task Without_a_reader_every_command_fails_and_says_so_on_standard_error(string arguments)
    {
        var output = new WatchedOutput();
        output.Break();
        var run = await new HostRun { Output = output, Source = new ScriptedSource { Streams = () => [new ScriptedStream("posts")] } }
            .With("catalog.json", HostRun.Catalog("posts")).Run(arguments.Split(' '));

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("source-scripted: the output cannot be written any more (Broken pipe); stopped.\n", run.StandardError);
    }

    [Fact]
    public async Task A_failure_that_cannot_be_told_on_standard_output_is_told_on_standard_error()
    {
        var output = new WatchedOutput();
        output.Break();
        var run = await new HostRun { Output = output, Source = new ScriptedSource { ConnectFailure = new ConfigurationException(["Wrong."]) } }.Run(Discover);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("source-scripted: ", run.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_standard_error_is_gone_as_well_the_exit_code_still_tells()
    {
        var gone = new WatchedOutput();
        gone.Break();
        var run = new HostRun { Output = gone, Error = gone };
        await run.Run("spec");
        Assert.Equal(1, run.ExitCode);

        await run.Run("nonsense");
        Assert.Equal(2, run.ExitCode);
    }

    [Fact]
    public async Task The_source_gets_the_clock_and_the_variables_of_the_host()
    {
        var run = new HostRun();
        run.Variables["DEPLOYMENT_MODE"] = "cloud";
        await run.Run("check", "--config", "config.json");

        Assert.Same(run.Time, run.Source.Services!.Time);
        Assert.Equal("cloud", run.Source.Services.Environment("DEPLOYMENT_MODE"));
        Assert.Null(run.Source.Services.Environment("OTHER"));
    }
}
