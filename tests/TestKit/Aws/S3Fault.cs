namespace TestKit.Aws;

/// <summary>What goes wrong with a request to S3.</summary>
public abstract record S3Fault
{
    private S3Fault()
    {
    }

    /// <summary>The request is refused before it does anything.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Code">S3's code: <c>SlowDown</c>.</param>
    /// <param name="Message">S3's text.</param>
    public sealed record Refusal(int Status, string Code, string Message = "What S3 says.") : S3Fault
    {
        /// <summary>Further elements of the answer, as XML.</summary>
        public string Details { get; init; } = "";
    }

    /// <summary>The request is carried out, and the connection breaks before its answer.</summary>
    public sealed record LostAnswer : S3Fault;

    /// <summary>The answer's body breaks off in the middle.</summary>
    public sealed record BrokenBody : S3Fault;

    /// <summary>Somebody does something just before the request is carried out.</summary>
    /// <param name="Act">What is done.</param>
    public sealed record Intrusion(Func<Task> Act) : S3Fault;
}
