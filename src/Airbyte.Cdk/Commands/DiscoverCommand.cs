namespace Airbyte.Cdk;

/// <summary><c>discover</c>: says which streams the source has.</summary>
internal static class DiscoverCommand
{
    public static MessageCommand Definition { get; } = new(
        "discover",
        "Show the streams that can be read.",
        [Option.Config, Option.ManifestPath, Option.ComponentsPath],
        RunAsync);

    private static Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken) =>
        context.WithConnectionAsync(context.ReadConfiguration(), async connection =>
        {
            var streams = await connection.DiscoverAsync(cancellationToken);
            context.Answer(sink => sink.WriteCatalog(streams));
            return ExitCode.Success;
        });
}
