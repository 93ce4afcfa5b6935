using Airbyte.Cdk;

namespace Source.FacebookPages.Unattended;

/// <summary><c>sync</c>: one unattended run, from the stored state to the next one.</summary>
internal static class SyncCommand
{
    // The engine that runs containers kills ten seconds after it has sent the signal.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    // Eleven days; a timer can't count much further.
    private const int MostSeconds = 1_000_000;

    /// <summary>The command.</summary>
    public static AnswerCommand Of(FacebookPagesSource source, Surroundings surroundings) => new(
        "sync",
        "Read once from the stored state to files, and store the next state.",
        [
            RunOptions.Config, RunOptions.Connection, RunOptions.StateRegistry, RunOptions.Output,
            RunOptions.Catalog, RunOptions.MaxRuntimeSeconds, RunOptions.PagesShard,
        ],
        (context, cancellationToken) => RunAsync(source, surroundings, context, cancellationToken))
    {
        StopPatience = Patience,
    };

    private static async Task<CommandAnswer> RunAsync(FacebookPagesSource source, Surroundings surroundings, AnswerContext context, CancellationToken cancellationToken)
    {
        var services = context.Services;
        var options = new OptionValues(context);
        var connection = options.Connection();
        var registry = options.Place(RunOptions.StateRegistry);
        var output = options.Place(RunOptions.Output);
        var seconds = options.Number(RunOptions.MaxRuntimeSeconds, MostSeconds);
        var shard = options.Shard();
        options.Check();

        var documents = new Documents(surroundings, services, source.Specification, context.ReadFile);
        var request = new SyncRequest
        {
            Configuration = await documents.ReadConfigurationAsync(options.Required(RunOptions.Config), cancellationToken),
            Connection = connection,
            StateRegistry = registry!,
            Output = output!,
            Catalog = context.ValueOf(RunOptions.Catalog) is { } catalog ? await documents.ReadCatalogAsync(catalog, cancellationToken) : null,
            MaxRuntimeSeconds = seconds,
            Shard = shard,
        };
        var report = await new SyncRun(source, surroundings, services, Chance.Next).ExecuteAsync(request, services.RunId, cancellationToken);
        return new CommandAnswer(report.Answer.Status != RunStatus.Failed, report.Answer.Write()) { End = EndOf(report.Answer.Status) };
    }

    /// <summary>The status of an answer as that of its run.</summary>
    public static RunEnd EndOf(RunStatus status) => status switch
    {
        RunStatus.Succeeded => RunEnd.Succeeded,
        RunStatus.Incomplete => RunEnd.Incomplete,
        _ => RunEnd.Failed,
    };
}
