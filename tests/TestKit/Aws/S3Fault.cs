namespace TestKit;

/// <summary>What goes wrong with one request to S3.</summary>
/// <param name="Status">The status to answer; null to let the request through.</param>
/// <param name="Code">S3's error code.</param>
public sealed record S3Fault(int? Status, string Code)
{
    /// <summary>Whether the request is carried out, and its answer gets lost.</summary>
    public bool LosesAnswer { get; private init; }

    /// <summary>The request is carried out, and its answer gets lost.</summary>
    public static S3Fault LostAnswer { get; } = new(null, "") { LosesAnswer = true };

    /// <summary>The service is overloaded.</summary>
    public static S3Fault SlowDown { get; } = new(503, "SlowDown");

    /// <summary>Another conditional write of the key is under way.</summary>
    public static S3Fault Conflict { get; } = new(409, "ConditionalRequestConflict");

    /// <summary>The role may not.</summary>
    public static S3Fault AccessDenied { get; } = new(403, "AccessDenied");
}
