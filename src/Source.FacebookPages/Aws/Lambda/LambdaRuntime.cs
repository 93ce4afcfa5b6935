using Microsoft.Extensions.Logging;

namespace Source.FacebookPages.Aws.Lambda;

/// <summary>
/// Serves invocations one after the other for as long as the process lives. Keeps nothing from one to the next. Whatever goes wrong in one is told to Lambda, and the next one is served; only a
/// Runtime API that is gone or broken ends it.
/// </summary>
/// <param name="api">The Runtime API.</param>
/// <param name="handle">Answers one invocation.</param>
/// <param name="redact">Takes secrets out of the text of an unexpected failure.</param>
/// <param name="log">Where failures are logged too.</param>
internal sealed class LambdaRuntime(
    RuntimeApi api, Func<LambdaInvocation, CancellationToken, Task<ReadOnlyMemory<byte>>> handle, Func<string, string> redact, ILogger log)
{
    private const int Ended = 0;
    private const int Failed = 1;

    /// <summary>
    /// Serves until it is told to stop. Whoever stops it between two invocations is obeyed at once; a running handler is cancelled, and its answer or failure is still handed over. Lambda gives
    /// the process two seconds for that, so whoever stops it should end the process by force if this takes longer.
    /// </summary>
    /// <returns>The exit code: 0 when stopped, 1 when the Runtime API failed.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await AnswerAsync(await api.NextAsync(stop), stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Ended;
        }
        catch (RuntimeApiException exception)
        {
            log.LogCritical("{Message} The process ends; Lambda starts another one for the next invocation.", redact(exception.Message));
            return Failed;
        }
    }

    /// <summary>Tells Lambda that the process could not be made ready; for a failure before <see cref="RunAsync"/>.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> FailInitAsync(RuntimeApi api, Exception exception, Func<string, string> redact, ILogger log)
    {
        var error = LambdaError.Of(exception, "the start", redact);
        log.LogCritical("{Message} {StackTrace}", error.Message, string.Join(' ', error.StackTrace));
        try
        {
            if (await api.ReportInitErrorAsync(error) is { } status)
            {
                log.LogError("Lambda refused the report of this failure with HTTP {Status}.", status);
            }
        }
        catch (RuntimeApiException lost)
        {
            log.LogError("{Message}", redact(lost.Message));
        }

        return Failed;
    }

    private async Task AnswerAsync(LambdaInvocation invocation, CancellationToken stop)
    {
        ReadOnlyMemory<byte> answer;
        try
        {
            answer = await handle(invocation, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await FailAsync(invocation, new LambdaError("The invocation was stopped, because Lambda shuts this execution environment down. Invoke the function again.", "Function.Stopped", []));
            return;
        }
        catch (Exception exception)
        {
            await FailAsync(invocation, LambdaError.Of(exception, "the invocation", redact));
            return;
        }

        if (answer.Length > RuntimeApi.MaxAnswerBytes)
        {
            await FailAsync(invocation, TooLarge($"has {answer.Length} bytes; Lambda takes {RuntimeApi.MaxAnswerBytes}"));
        }
        else if (await api.RespondAsync(invocation.RequestId, answer) is { } status)
        {
            await FailAsync(invocation, status == 413
                ? TooLarge($"has {answer.Length} bytes, and Lambda refused it with HTTP 413")
                : new LambdaError($"Lambda refused the answer with HTTP {status}. The log of the function says what was done.", "Function.ResponseRefused", []));
        }
    }

    private static LambdaError TooLarge(string how) => new(
        $"The answer is too large: it {how}. What the run has stored stays stored. Ask for less at once: fewer Pages in the configuration, or a part of them with pages_shard.",
        "Function.ResponseSizeTooLarge",
        []);

    private async Task FailAsync(LambdaInvocation invocation, LambdaError error)
    {
        log.LogError("Invocation {RequestId} failed: {Message} {StackTrace}", invocation.RequestId, error.Message, string.Join(' ', error.StackTrace));
        if (await api.ReportErrorAsync(invocation.RequestId, error) is { } status)
        {
            log.LogError("Lambda refused the report of the failure of invocation {RequestId} with HTTP {Status}.", invocation.RequestId, status);
        }
    }
}
