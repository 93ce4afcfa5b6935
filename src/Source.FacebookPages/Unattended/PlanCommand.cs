using Airbyte.Cdk;

namespace Source.FacebookPages.Unattended;

/// <summary><c>plan</c>: deals the Pages out to several runs.</summary>
internal static class PlanCommand
{
    /// <summary>The command.</summary>
    public static AnswerCommand Of(FacebookPagesSource source, Surroundings surroundings) => new(
        "plan",
        "Deal the Pages out to several runs of sync.",
        [RunOptions.Config, RunOptions.Workers, RunOptions.PagesPerWorker],
        (context, cancellationToken) => RunAsync(source, surroundings, context, cancellationToken));

    private static async Task<CommandAnswer> RunAsync(FacebookPagesSource source, Surroundings surroundings, AnswerContext context, CancellationToken cancellationToken)
    {
        var services = context.Services;
        var options = new OptionValues(context);
        options.NotBoth(RunOptions.Workers, RunOptions.PagesPerWorker);
        var workers = options.Number(RunOptions.Workers, PagesShard.MaxCount);
        var pagesPerWorker = options.Number(RunOptions.PagesPerWorker, int.MaxValue);
        options.Check();

        var documents = new Documents(surroundings, services, source.Specification, context.ReadFile);
        var configuration = await documents.ReadConfigurationAsync(options.Required(RunOptions.Config), cancellationToken);
        await using var connection = source.Connect(configuration, services, RunLimits.None);
        var plan = PagesPlan.Of(await connection.FindPageIdsAsync(cancellationToken), workers, pagesPerWorker);
        return new CommandAnswer(Succeeded: true, plan.Write());
    }
}
