namespace Airbyte.Cdk;

/// <summary><c>check</c>: says whether reading would work. What the user can mend is an answer with exit code 0, never a crash.</summary>
internal static class CheckCommand
{
    /// <summary>Callers give up on an answer after a minute.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(55);

    public static MessageCommand Definition { get; } = new(
        "check",
        "Try whether reading would work.",
        [Option.Config, Option.ManifestPath, Option.ComponentsPath],
        RunAsync);

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var result = await CheckAsync(context, cancellationToken);
        context.End = result.Succeeded ? RunEnd.Succeeded : RunEnd.Failed;
        context.Answer(sink => sink.WriteConnectionStatus(
            result.Succeeded, result.Succeeded ? result.Message : result.Message ?? "The check failed, and no reason was given."));
        return ExitCode.Success;
    }

    private static async Task<CheckResult> CheckAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using var timeLimit = new CancellationTokenSource(Patience, context.Services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeLimit.Token);
        try
        {
            return await context.WithConnectionAsync(context.ReadConfiguration(), connection => connection.CheckAsync(either.Token));
        }
        catch (ConnectorException exception)
        {
            return CheckResult.Failure(exception.Message);
        }
        catch (OperationCanceledException) when (timeLimit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return CheckResult.Failure(
                $"The check had no result after {Patience.TotalSeconds:0} seconds. See whether the API can be reached from here, and try again.");
        }
    }
}
