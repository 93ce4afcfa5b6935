using System.Text;
using Airbyte.Protocol;
using Microsoft.Extensions.Logging;

namespace Airbyte.Cdk;

/// <summary>Runs one command of a source: from the arguments to the exit code.</summary>
public static class ConnectorHost
{
    /// <summary>What a command may still take after it was told to stop; one that takes longer is left behind.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.4);

    /// <summary>Runs as a process: standard streams, real clock, signals.</summary>
    public static async Task<int> RunAsync(ISource source, string[] arguments)
    {
        using var signals = Signals.Register();
        return await RunAsync(source, arguments, HostEnvironment.OfProcess(signals)).ConfigureAwait(false);
    }

    /// <summary>Runs with everything outside given, so that a test runs it within its own process.</summary>
    /// <returns>0 done, 1 failed, 2 wrong usage; the stop signal's own code when stopped.</returns>
    public static async Task<int> RunAsync(ISource source, IReadOnlyList<string> arguments, HostEnvironment environment)
    {
        IReadOnlyList<Command> commands = [.. Command.All, .. source.FurtherCommands];
        var line = CommandLine.Parse(arguments, commands);
        if (line.Command is not { } command)
        {
            var mistake = line.Mistake is { } text ? $"{source.Name}: {text}\n\n" : "";
            WriteLastWords(environment, mistake + Usage.Of(source.Name, commands));
            return line.Help ? ExitCode.Success : ExitCode.WrongUsage;
        }

        return command switch
        {
            MessageCommand messages => await RunAsync(messages, source, line, environment),
            AnswerCommand answer => await AnswerHost.RunAsync(answer, source, line, environment),
            _ => throw new InvalidOperationException($"The command {command.Name} is of no known kind."),
        };
    }

    /// <summary>Waits for a command, but not much longer than until it was told to stop.</summary>
    /// <exception cref="OperationCanceledException">The command was left behind.</exception>
    internal static async Task<T> UntilAbandonedAsync<T>(Task<T> running, TimeSpan patience, TimeProvider time, CancellationToken stop)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Register(() => stopped.TrySetResult());
        await Task.WhenAny(running, stopped.Task);
        if (!running.IsCompleted)
        {
            using var waiting = new CancellationTokenSource();
            await Task.WhenAny(running, Task.Delay(patience, time, waiting.Token));
            await waiting.CancelAsync();
            if (!running.IsCompleted)
            {
                throw new OperationCanceledException(stop);
            }
        }

        return await running;
    }

    /// <summary>Writes plain text to standard error.</summary>
    internal static void WriteLastWords(HostEnvironment environment, string text)
    {
        try
        {
            environment.Error.Write(Encoding.UTF8.GetBytes(text));
            environment.Error.Flush();
        }
        catch (IOException)
        {
            // Nobody is left to be told.
        }
    }

    private static async Task<int> RunAsync(MessageCommand command, ISource source, CommandLine line, HostEnvironment environment)
    {
        var redactor = new SecretRedactor();
        var runId = RunId.New(environment.Time.GetUtcNow(), environment.Chance);
        using var writer = new JsonLinesMessageWriter(environment.Output, environment.Time, redactor.Redact) { RunId = runId };
        using var watch = new ReaderWatch(writer, environment);
        var log = new AirbyteLogger(writer, LogLevels.Choose(line.Debug, environment.Variable(LogLevels.Variable)));
        var services = new ConnectorServices(log, redactor, environment.Time, environment.Variable) { RunId = runId };
        services = services with { Run = source.Observe(command.Name, services) };
        var context = new CommandContext(source, line, writer, services, environment.ReadFile);
        var (exitCode, end) = await RunAsync(command, context, writer, environment);
        if (services.Run is { } run)
        {
            await run.EndAsync(end, environment.Signal?.Requested ?? CancellationToken.None);
        }

        return end == RunEnd.Stopped ? environment.Signal!.EndProcess() : exitCode;
    }

    private static async Task<(int ExitCode, RunEnd End)> RunAsync(
        MessageCommand command, CommandContext context, JsonLinesMessageWriter writer, HostEnvironment environment)
    {
        var signalled = environment.Signal?.Requested ?? CancellationToken.None;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(signalled, writer.OutputClosed);
        try
        {
            var running = Task.Run(() => command.RunAsync(context, stop.Token), CancellationToken.None);
            var exitCode = await UntilAbandonedAsync(running, Patience, environment.Time, stop.Token);
            writer.Flush();
            return (exitCode, exitCode == ExitCode.Success ? context.End : RunEnd.Failed);
        }
        catch (Exception exception) when (exception is not OutputClosedException && context.AnswerWritten)
        {
            // The caller has its answer, and may end us as soon as it has: whatever happens afterwards is of no interest.
            return (ExitCode.Success, context.End);
        }
        catch (Exception) when (signalled.IsCancellationRequested)
        {
            // Whatever it is called by the time it arrives here, it was the signal that ended the command.
            return (ExitCode.Failure, RunEnd.Stopped);
        }
        catch (Exception exception) when (exception is OutputClosedException || writer.OutputClosed.IsCancellationRequested)
        {
            var cause = exception is OutputClosedException ? exception.InnerException!.Message : "Broken pipe";
            WriteLastWords(environment, $"{context.Source.Name}: the output cannot be written any more ({cause}); stopped.\n");
            return (ExitCode.Failure, RunEnd.Failed);
        }
        catch (Exception exception)
        {
            return (Report(exception, command, context, environment), RunEnd.Failed);
        }
    }

    private static int Report(Exception exception, MessageCommand command, CommandContext context, HostEnvironment environment)
    {
        try
        {
            context.Sink.WriteError(ErrorTraces.Of(exception, $"the command {command.Name}"));
        }
        catch (OutputClosedException)
        {
            WriteLastWords(environment, $"{context.Source.Name}: failed, and the output cannot be written any more.\n");
        }

        return ExitCode.Failure;
    }
}
