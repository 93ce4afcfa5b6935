namespace Airbyte.Cdk;

/// <summary>The answer of an <see cref="AnswerCommand"/>.</summary>
/// <param name="Succeeded">Whether the exit code is 0.</param>
/// <param name="Json">One JSON value as UTF-8 on one line, without a line feed. Secrets are taken out before it is written.</param>
public sealed record CommandAnswer(bool Succeeded, ReadOnlyMemory<byte> Json)
{
    /// <summary>How the run ended, where the exit code does not say it all.</summary>
    public RunEnd End { get; init; } = Succeeded ? RunEnd.Succeeded : RunEnd.Failed;
}
