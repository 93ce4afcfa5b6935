using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Airbyte.Cdk;

/// <summary>Runs a command whose standard output is one answer.</summary>
internal static class AnswerHost
{
    /// <summary>The process is killed this long after the command was left behind.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(0.4);

    /// <summary>Runs the command, writes its answer, and gives the exit code: 0 or 1, or the stop signal's own when stopped.</summary>
    public static async Task<int> RunAsync(AnswerCommand command, ISource source, CommandLine line, HostEnvironment environment)
    {
        if (environment.Signal is { } signal)
        {
            signal.Patience = command.StopPatience + Grace;
        }

        var redactor = new SecretRedactor();
        var log = new JsonLinesLogger(
            environment.Error, environment.Time, LogLevels.Choose(line.Debug, environment.Variable(LogLevels.Variable)), redactor.Redact);
        var services = new ConnectorServices(log, redactor, environment.Time, environment.Variable) { RunId = RunId.New(environment.Time.GetUtcNow(), environment.Chance) };
        using var scope = log.BeginScope(new KeyValuePair<string, string>("run_id", services.RunId));
        services = services with { Run = source.Observe(command.Name, services) };
        var context = new AnswerContext(line, services, environment.ReadFile);
        var stop = environment.Signal?.Requested ?? CancellationToken.None;
        var answer = await AnswerAsync(command, context, stop);
        var isLost = answer is not null && !TryWrite(answer, redactor, environment);
        if (services.Run is { } run)
        {
            await run.EndAsync(answer is null ? RunEnd.Stopped : isLost ? RunEnd.Failed : answer.End, stop);
        }

        if (isLost)
        {
            ConnectorHost.WriteLastWords(environment, $"{source.Name}: the answer cannot be written to standard output.\n");
            return ExitCode.Failure;
        }

        return stop.IsCancellationRequested ? environment.Signal!.EndProcess()
            : answer is { Succeeded: true } ? ExitCode.Success
            : ExitCode.Failure;
    }

    /// <summary>The answer; null when the command was stopped before it had one.</summary>
    private static async Task<CommandAnswer?> AnswerAsync(AnswerCommand command, AnswerContext context, CancellationToken stop)
    {
        try
        {
            var running = Task.Run(() => command.RunAsync(context, stop), CancellationToken.None);
            return await ConnectorHost.UntilAbandonedAsync(running, command.StopPatience, context.Services.Time, stop);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // Whatever it is called by the time it arrives here, it was the signal that ended the command.
            return null;
        }
        catch (Exception exception)
        {
            var error = ErrorTraces.Of(exception, $"the command {command.Name}");
            context.Services.Log.LogError(exception is ConnectorException ? null : exception, "{Message}", error.Message);
            return new CommandAnswer(Succeeded: false, Failed(error.Message));
        }
    }

    private static ReadOnlyMemory<byte> Failed(string message)
    {
        var answer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(answer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("status", "failed");
            json.WriteStartArray("errors");
            json.WriteStartObject();
            json.WriteString("message", message);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return answer.WrittenMemory;
    }

    private static bool TryWrite(CommandAnswer answer, SecretRedactor redactor, HostEnvironment environment)
    {
        try
        {
            environment.Output.Write(Encoding.UTF8.GetBytes(redactor.Redact(Encoding.UTF8.GetString(answer.Json.Span)) + "\n"));
            environment.Output.Flush();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
