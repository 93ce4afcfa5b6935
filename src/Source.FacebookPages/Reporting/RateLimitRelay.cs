using Airbyte.Cdk;
using Facebook.Graph;

namespace Source.FacebookPages.Reporting;

/// <summary>Passes the waits of a Graph call on to the stream that the call is for.</summary>
internal sealed class RateLimitRelay(IPartitionOutput output) : IRateLimitObserver
{
    /// <inheritdoc/>
    public void Waiting(DateTimeOffset until) => output.RateLimited(until);
}
