namespace Airbyte.Cdk;

/// <summary><c>spec</c>: says which configuration the source wants.</summary>
internal static class SpecCommand
{
    public static MessageCommand Definition { get; } = new(
        "spec",
        "Show the specification of the configuration.",
        [Option.ManifestPath, Option.ComponentsPath],
        (context, _) => Task.FromResult(Run(context)));

    private static int Run(CommandContext context)
    {
        context.Answer(sink => sink.WriteSpecification(context.Source.Specification));
        return ExitCode.Success;
    }
}
