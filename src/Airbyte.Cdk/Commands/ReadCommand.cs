using Airbyte.Protocol;
using Microsoft.Extensions.Logging;

namespace Airbyte.Cdk;

/// <summary><c>read</c>: writes the records of the configured streams, and the states to go on from.</summary>
internal static class ReadCommand
{
    public static MessageCommand Definition { get; } = new(
        "read",
        "Read the configured streams.",
        [Option.Config, Option.Catalog, Option.State, Option.ManifestPath, Option.ComponentsPath],
        RunAsync);

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var configuration = context.ReadConfiguration();
        return await context.WithConnectionAsync(configuration, async connection =>
        {
            var catalog = context.ReadCatalog();
            var state = context.ReadState();
            var run = new ReadRun(context.Sink, context.Services.Log, context.Services.Time);
            return Finish(context, await run.ExecuteAsync(connection, catalog, state, cancellationToken), cancellationToken);
        });
    }

    private static int Finish(CommandContext context, ReadOutcome outcome, CancellationToken cancellationToken)
    {
        context.End = outcome.Results.Any(result => result.Status == StreamStatus.Incomplete) ? RunEnd.Incomplete : RunEnd.Succeeded;
        if (outcome.Stopped)
        {
            context.Services.Log.LogWarning("Stopped before the end. The last state of each stream covers what was finished; reading goes on from there.");
        }

        // Last of all: some callers give up on the whole run at the first of these.
        foreach (var error in outcome.Errors)
        {
            context.Sink.WriteError(error);
        }

        if (outcome.Stopped)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return outcome.Errors.Count > 0 ? ExitCode.Failure : ExitCode.Success;
    }
}
