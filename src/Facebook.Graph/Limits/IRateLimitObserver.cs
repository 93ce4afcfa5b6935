namespace Facebook.Graph;

/// <summary>Is told when a call has to wait because of a rate limit.</summary>
public interface IRateLimitObserver
{
    /// <summary>The call will wait until about this time. Called before each wait and again at least once a minute while it lasts.</summary>
    void Waiting(DateTimeOffset until);
}
