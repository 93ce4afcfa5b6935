using Microsoft.Extensions.Logging;

namespace Airbyte.Cdk.Tests;

public sealed class LoggingTests
{
    [Theory]
    [InlineData(false, null, LogLevel.Information)]
    [InlineData(false, "", LogLevel.Information)]
    [InlineData(false, "nonsense", LogLevel.Information)]
    [InlineData(false, "INFO", LogLevel.Information)]
    [InlineData(false, "debug", LogLevel.Debug)]
    [InlineData(false, " Debug ", LogLevel.Debug)]
    [InlineData(false, "trace", LogLevel.Trace)]
    [InlineData(false, "WARN", LogLevel.Warning)]
    [InlineData(false, "warning", LogLevel.Warning)]
    [InlineData(false, "error", LogLevel.Error)]
    [InlineData(false, "FATAL", LogLevel.Critical)]
    [InlineData(true, null, LogLevel.Debug)]
    [InlineData(true, "ERROR", LogLevel.Debug)]
    [InlineData(true, "TRACE", LogLevel.Trace)]
    public void The_level_comes_from_the_option_and_the_variable(bool debug, string? variable, LogLevel expected) =>
        Assert.Equal(expected, LogLevels.Choose(debug, variable));

    [Theory]
    [InlineData(null, "", "INFO WARN ERROR FATAL")]
    [InlineData(null, "--debug", "DEBUG INFO WARN ERROR FATAL")]
    [InlineData("error", "", "ERROR FATAL")]
    [InlineData("trace", "", "TRACE DEBUG INFO WARN ERROR FATAL")]
    public async Task Log_calls_become_messages_of_their_level(string? variable, string option, string expected)
    {
        var run = CheckThatLogs(log =>
        {
            log.LogTrace("mark");
            log.LogDebug("mark");
            log.LogInformation("mark");
            log.LogWarning("mark");
            log.LogError("mark");
            log.LogCritical("mark");
        });
        if (variable is not null)
        {
            run.Variables["LOG_LEVEL"] = variable;
        }

        await run.Run([.. $"check --config config.json {option}".Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        var levels = run.Messages.Where(message => message.Type() == "LOG").Select(message => (string)message["log"]!["level"]!);
        Assert.Equal(expected, string.Join(' ', levels));
    }

    [Fact]
    public async Task An_exception_goes_into_the_stack_trace_and_secrets_go_nowhere()
    {
        var run = CheckThatLogs(log => log.LogWarning(
            new InvalidOperationException($"with {ScriptedSource.Secret}"), "Token {Token} is bad", ScriptedSource.Secret));
        await run.Run("check", "--config", "config.json");

        var log = run.Messages[0]["log"]!;
        Assert.Equal("Token **** is bad", (string)log["message"]!);
        Assert.StartsWith("System.InvalidOperationException: with ****", (string)log["stack_trace"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_logs_into_a_closed_output_is_not_disturbed()
    {
        var finished = false;
        var output = new WatchedOutput();
        output.Break();
        var source = new ScriptedSource();
        source = new ScriptedSource
        {
            Check = _ =>
            {
                source.Services!.Log.LogError("nobody hears this");
                finished = true;
                return Task.FromResult(CheckResult.Success);
            },
        };
        var run = await new HostRun { Source = source, Output = output }.Run("check", "--config", "config.json");

        Assert.True(finished);
        Assert.Equal(1, run.ExitCode);
    }

    private static HostRun CheckThatLogs(Action<ILogger> write)
    {
        ScriptedSource? source = null;
        source = new ScriptedSource
        {
            Check = _ =>
            {
                write(source!.Services!.Log);
                return Task.FromResult(CheckResult.Success);
            },
        };
        return new HostRun { Source = source };
    }
}
