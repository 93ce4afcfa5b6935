using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace Facebook.Graph;

/// <summary>
/// Notices when another version answers than was asked for. Facebook serves calls for an expired version silently from the oldest one alive.
/// </summary>
internal sealed class VersionCheck(string asked, ILogger log)
{
    private int _hasWarned;

    /// <summary>The version that answered last; null before it was told.</summary>
    internal string? Served { get; private set; }

    /// <summary>Compares, and warns the first time.</summary>
    internal void Compare(HttpResponseHeaders headers)
    {
        if (!headers.TryGetValues("facebook-api-version", out var values) || values.FirstOrDefault()?.Trim() is not { Length: > 0 and < 20 } served)
        {
            return;
        }

        Served = served;
        if (!string.Equals(served, asked, StringComparison.OrdinalIgnoreCase)
            && Interlocked.Exchange(ref _hasWarned, 1) == 0)
        {
            log.LogWarning(
                "Graph API version {Asked} was asked for, but {Served} answers: {Asked} is not served any more, or not to this app. Set api_version to a version that is.",
                asked,
                served,
                asked);
        }
    }
}
