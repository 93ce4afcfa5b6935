using System.Text.Json.Nodes;
using Airbyte.Protocol;
using Microsoft.Extensions.Logging;

namespace Airbyte.Cdk.Tests;

/// <summary>Commands whose standard output is one answer.</summary>
public sealed class AnswerCommandTests
{
    private static readonly Option Place = new("--place", "URI", Required: true, "Where.");

    private static readonly Option Long = new("--a-name-of-some-length", "URI", Required: false, "Long.");

    [Fact]
    public async Task Its_answer_is_one_line_and_logs_are_lines_of_their_own_on_standard_error()
    {
        var run = await RunAsync((context, _) =>
        {
            using var scope = context.Services.Log.BeginScope(new KeyValuePair<string, string>("run_id", "r1"));
            context.Services.Log.LogInformation("At {Place}", context.ValueOf(Place));
            return Task.FromResult(new CommandAnswer(Succeeded: true, """{"status":"succeeded"}"""u8.ToArray()));
        });

        Assert.Equal((0, "{\"status\":\"succeeded\"}\n"), (run.ExitCode, run.StandardOutput));
        Assert.Equal("""{"timestamp":"2026-11-22T08:00:00.000Z","level":"INFO","message":"At s3://b","run_id":"r1"}""" + "\n", run.StandardError);
    }

    [Fact]
    public async Task An_answer_that_did_not_succeed_gives_exit_code_1() =>
        Assert.Equal(1, (await RunAsync((_, _) => Task.FromResult(new CommandAnswer(Succeeded: false, "{}"u8.ToArray())))).ExitCode);

    [Fact]
    public async Task A_known_failure_is_an_answer_with_its_message()
    {
        var run = await RunAsync((_, _) => throw new ConnectorException(FailureType.ConfigError, "It is \"broken\"."));

        Assert.Equal((1, """{"status":"failed","errors":[{"message":"It is \"broken\"."}]}""" + "\n"), (run.ExitCode, run.StandardOutput));
        Assert.Equal("ERROR", (string)JsonNode.Parse(run.StandardError)!["level"]!);
    }

    [Fact]
    public async Task A_defect_is_an_answer_too_and_the_log_has_its_stack()
    {
        var run = await RunAsync((_, _) => throw new InvalidOperationException("oops"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("A defect of the connector ended the command store (InvalidOperationException)", run.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("oops", (string)JsonNode.Parse(run.StandardError)!["exception"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_show_neither_in_the_answer_nor_in_the_log()
    {
        var run = await RunAsync((context, _) =>
        {
            context.Services.Redactor.Add("secret-one");
            using var scope = context.Services.Log.BeginScope(new KeyValuePair<string, string>("about", "secret-one"));
            context.Services.Log.LogError(new InvalidOperationException("secret-one"), "secret-one");
            return Task.FromResult(new CommandAnswer(Succeeded: true, """{"x":"secret-one"}"""u8.ToArray()));
        });

        Assert.Equal("{\"x\":\"****\"}\n", run.StandardOutput);
        Assert.DoesNotContain("secret-one", run.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signal_lets_it_end_and_answer_and_the_process_dies_of_the_signal()
    {
        using var signal = new FakeSignal();
        var run = await RunAsync(
            async (_, stop) =>
            {
                await signal.Send();
                Assert.True(stop.IsCancellationRequested);
                return new CommandAnswer(Succeeded: true, """{"status":"incomplete"}"""u8.ToArray());
            },
            signal);

        Assert.Equal((FakeSignal.ExitCode, 1), (run.ExitCode, signal.Ends));
        Assert.Equal("{\"status\":\"incomplete\"}\n", run.StandardOutput);
        Assert.Equal(TimeSpan.FromSeconds(8.4), signal.Patience);
    }

    [Fact]
    public async Task A_signal_before_there_is_an_answer_leaves_none()
    {
        using var signal = new FakeSignal();
        var run = await RunAsync(
            async (_, stop) =>
            {
                await signal.Send();
                stop.ThrowIfCancellationRequested();
                return new CommandAnswer(Succeeded: true, default);
            },
            signal);

        Assert.Equal((FakeSignal.ExitCode, ""), (run.ExitCode, run.StandardOutput));
    }

    [Theory]
    [InlineData("store it --place s3://b", 0)]
    [InlineData("store --place s3://b it", 0)]
    [InlineData("--place s3://b store it", 0)]
    [InlineData("store", 2)]
    [InlineData("store that --place s3://b", 2)]
    [InlineData("store it", 2)]
    [InlineData("store it it --place s3://b", 2)]
    public async Task A_command_of_two_words_is_understood_wherever_they_stand(string arguments, int expected)
    {
        var run = new HostRun
        {
            Source = new ScriptedSource
            {
                FurtherCommands = [new AnswerCommand("store it", "Store.", [Place], (_, _) => Task.FromResult(new CommandAnswer(Succeeded: true, "{}"u8.ToArray())))],
            },
        };

        await run.Run(arguments.Split(' '));

        Assert.Equal(expected, run.ExitCode);
        Assert.Equal(expected == 0, run.StandardError.Length == 0);
    }

    [Fact]
    public async Task The_usage_has_the_further_commands()
    {
        var run = await RunAsync((_, _) => throw new InvalidOperationException(), null, "--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("source-scripted store    --place URI", run.StandardError, StringComparison.Ordinal);
        // Name and description never run into each other, however long the name is.
        Assert.Contains("  --a-name-of-some-length URI  Long.\n", run.StandardError, StringComparison.Ordinal);
    }

    private static Task<HostRun> RunAsync(Func<AnswerContext, CancellationToken, Task<CommandAnswer>> act, IStopSignal? signal = null, string arguments = "store --place s3://b") => new HostRun
    {
        Source = new ScriptedSource { FurtherCommands = [new AnswerCommand("store", "Store.", [Place, Long], act) { StopPatience = TimeSpan.FromSeconds(8) }] },
        Signal = signal,
    }.Run(arguments.Split(' '));
}
