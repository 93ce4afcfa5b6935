namespace Source.FacebookPages.Aws;

/// <summary>HTTP to the places that secrets come from.</summary>
internal static class SecretsHttp
{
    // A secret has at most 64 KiB, and base64 and JSON around it.
    private const int LargestAnswer = 1024 * 1024;

    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(15);

    /// <summary>A client.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="useProxy">Whether the machine's proxy stands between; never for loopback.</param>
    public static BoundedHttp Create(TimeProvider time, bool useProxy) => new("The service", LargestAnswer, AttemptTimeout, time, useProxy);
}
