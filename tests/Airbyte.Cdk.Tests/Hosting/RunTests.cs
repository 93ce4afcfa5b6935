using System.Text.Json.Nodes;
using Airbyte.Protocol;
using Microsoft.Extensions.Logging;

namespace Airbyte.Cdk.Tests;

/// <summary>Every command is a run with a name, and somebody may watch it.</summary>
public sealed class RunTests
{
    private const string RunName = "20261122T080000Z-800000800000";

    private static readonly string[] Check = ["check", "--config", "config.json"];

    [Fact]
    public async Task Every_log_message_carries_the_name_of_its_run()
    {
        var run = await new HostRun { Source = new ScriptedSource { Summary = "Summary.", Streams = () => [new ScriptedStream("a")] } }.Read("a");

        var logs = run.Messages.Where(message => message.Type() == "LOG").ToList();
        Assert.InRange(logs.Count, 2, 10);
        Assert.All(logs, log => Assert.Equal(RunName, (string)log["log"]!["run_id"]!));
        Assert.Equal(RunName, run.Source.Services!.RunId);
    }

    [Fact]
    public async Task Log_lines_of_an_answering_command_carry_it_too()
    {
        var command = new AnswerCommand("store", "Store.", [], (context, _) =>
        {
            context.Services.Log.LogInformation("{Run}", context.Services.RunId);
            return Task.FromResult(new CommandAnswer(Succeeded: true, "{}"u8.ToArray()));
        });

        var run = await new HostRun { Source = new ScriptedSource { FurtherCommands = [command] } }.Run("store");

        var line = JsonNode.Parse(run.StandardError)!;
        Assert.Equal((RunName, RunName), ((string)line["run_id"]!, (string)line["message"]!));
    }

    [Fact]
    public async Task Whoever_watches_is_told_of_the_end_when_the_output_is_written()
    {
        using var output = new MemoryStream();
        var observer = new RecordedEnd(() => System.Text.Encoding.UTF8.GetString(output.ToArray()));
        var run = await new HostRun { Output = output, Source = new ScriptedSource { Observer = observer, Streams = () => [new ScriptedStream("a")] } }.Read("a");

        Assert.Equal([RunEnd.Succeeded], observer.Ends);
        Assert.Equal(("read", RunName), run.Source.Observed);
        Assert.Equal(run.StandardOutput, observer.OutputAtEnd);
        Assert.Same(observer, run.Source.Services!.Run);
    }

    [Fact]
    public async Task A_check_that_says_no_has_failed_although_its_exit_code_is_0()
    {
        var observer = new RecordedEnd();
        var run = await new HostRun { Source = new ScriptedSource { Observer = observer, Check = _ => Task.FromResult(CheckResult.Failure("no")) } }.Run(Check);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal([RunEnd.Failed], observer.Ends);
    }

    [Fact]
    public async Task A_read_that_left_something_out_is_incomplete()
    {
        var observer = new RecordedEnd();
        var stream = new ScriptedStream("a").Partition("p", (_, _) => throw new PartitionSkippedException("out of reach"));
        var run = await new HostRun { Source = new ScriptedSource { Observer = observer, Streams = () => [stream] } }.Read("a");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal([RunEnd.Incomplete], observer.Ends);
    }

    [Fact]
    public async Task A_failure_before_anything_was_read_is_told_too()
    {
        var observer = new RecordedEnd();
        await new HostRun { Source = new ScriptedSource { Observer = observer, ConnectFailure = new ConnectorException(FailureType.ConfigError, "wrong") } }.Read("a");

        Assert.Equal([RunEnd.Failed], observer.Ends);
    }

    [Fact]
    public async Task A_signal_leaves_no_time_but_the_end_is_told_before_the_process_dies()
    {
        using var signal = new FakeSignal();
        var endsOfProcess = -1;
        var observer = new RecordedEnd(() => $"{endsOfProcess = signal.Ends}");
        var run = await new HostRun
        {
            Signal = signal,
            Source = new ScriptedSource
            {
                Observer = observer,
                Discover = async _ =>
                {
                    await signal.Send();
                    throw new ConnectorException(FailureType.TransientError, "aborted");
                },
            },
        }.Run("discover", "--config", "config.json");

        Assert.Equal(FakeSignal.ExitCode, run.ExitCode);
        Assert.Equal([RunEnd.Stopped], observer.Ends);
        Assert.True(observer.WasHurried);
        Assert.Equal((0, 1), (endsOfProcess, signal.Ends));
    }

    [Fact]
    public async Task An_answer_may_say_that_its_run_is_incomplete()
    {
        var observer = new RecordedEnd();
        var command = new AnswerCommand(
            "store", "Store.", [], (_, _) => Task.FromResult(new CommandAnswer(Succeeded: true, "{}"u8.ToArray()) { End = RunEnd.Incomplete }));

        var run = await new HostRun { Source = new ScriptedSource { Observer = observer, FurtherCommands = [command] } }.Run("store");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal([RunEnd.Incomplete], observer.Ends);
    }
}
