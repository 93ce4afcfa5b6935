namespace Airbyte.Cdk;

/// <summary>The answer of <c>check</c>.</summary>
/// <param name="Succeeded">Whether reading would work.</param>
/// <param name="Message">What is wrong and how to mend it; null on success.</param>
public sealed record CheckResult(bool Succeeded, string? Message)
{
    /// <summary>Reading would work.</summary>
    public static CheckResult Success { get; } = new(true, null);

    /// <summary>Reading would not work.</summary>
    public static CheckResult Failure(string message) => new(false, message);
}
