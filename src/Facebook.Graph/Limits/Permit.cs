namespace Facebook.Graph;

/// <summary>The limiter's leave for one attempt; says on disposal what the attempt has taught.</summary>
internal sealed class Permit : IDisposable
{
    private readonly RateLimiter _limiter;

    internal Permit(RateLimiter limiter, string? pageId, Budget.Ticket app, Budget.Ticket? page)
    {
        _limiter = limiter;
        PageId = pageId;
        App = app;
        Page = page;
    }

    /// <summary>The Page that the call counts on, or null.</summary>
    internal string? PageId { get; }

    internal Budget.Ticket App { get; }

    /// <summary>The Page's ticket; null when the call counts on the app alone.</summary>
    internal Budget.Ticket? Page { get; }

    /// <summary>The usage headers of the answer.</summary>
    internal UsageReport Report { get; set; } = UsageReport.None;

    /// <summary>Whether Graph worked on the call, successfully or not.</summary>
    internal bool IsPassed { get; private set; }

    /// <summary>The rate limit that refused the call, or null.</summary>
    internal GraphException? Refusal { get; private set; }

    /// <summary>The attempt succeeded.</summary>
    internal void Passed() => IsPassed = true;

    /// <summary>The attempt failed.</summary>
    internal void Failed(GraphException failure)
    {
        if (failure.Kind is GraphErrorKind.AppRateLimit or GraphErrorKind.PageRateLimit or GraphErrorKind.Blocked)
        {
            Refusal = failure;
        }
        else
        {
            // A fault on the way tells nothing about the limits; an error that Graph has thought about does.
            IsPassed = failure.Kind != GraphErrorKind.Transient && failure.Error.Code != 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter.Completed(this);
}
