namespace Facebook.Graph;

/// <summary>A call that failed for good.</summary>
public sealed class GraphException : Exception
{
    /// <summary>Creates the exception.</summary>
    public GraphException(GraphErrorKind kind, GraphError error, int attempts = 1, string? field = null, Exception? inner = null)
        : base(error.Message, inner)
    {
        Kind = kind;
        Error = error;
        Attempts = attempts;
        Field = field;
    }

    /// <summary>What it means.</summary>
    public GraphErrorKind Kind { get; }

    /// <summary>What was reported.</summary>
    public GraphError Error { get; }

    /// <summary>How often the call was tried.</summary>
    public int Attempts { get; }

    /// <summary>The field that does not exist, for <see cref="GraphErrorKind.UnknownField"/>.</summary>
    public string? Field { get; }

    /// <summary>When the call may be made again, if it failed only because the wait would have gone beyond <see cref="GraphClientOptions.StopBy"/>; null otherwise.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>How long the answer asks to wait before the next try (Retry-After), or null.</summary>
    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether an answer came that is not Graph's: a proxy's page, a redirect, nothing at all.</summary>
    internal bool IsForeignAnswer { get; init; }

    /// <summary>Whether another try is pointless although the kind alone would be worth one.</summary>
    internal bool IsFinal { get; init; }
}
