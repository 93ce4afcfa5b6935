namespace Facebook.Graph;

/// <summary>One request on its way through its attempts.</summary>
internal sealed class GraphCall
{
    // For ever, and small enough to count with.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(365);

    private readonly string? _appSecret;

    /// <summary>Begins a call with the tighter of the client's and the request's limits.</summary>
    internal GraphCall(GraphRequest request, GraphClientOptions options, SecretFormMemory secretForm)
    {
        Request = request;
        Form = secretForm.Preferred;
        IsBodyFormOnTrial = Form == SecretForm.Body && request.SecretParameters.Count > 0 && !secretForm.IsDecided;
        _appSecret = options.AppSecret;
        MaxAttempts = Math.Max(1, Math.Min(options.MaxAttempts, request.MaxAttempts ?? options.MaxAttempts));
        var maxWait = request.MaxWait is { } wait && wait < options.MaxWait ? wait : options.MaxWait;
        MaxWait = maxWait < LongestWait ? maxWait : LongestWait;
        StopBy = options.StopBy;
    }

    internal GraphRequest Request { get; }

    internal SecretForm Form { get; private set; }

    /// <summary>What must not show in any text about this call; made when the first such text is.</summary>
    internal SecretText Secrets => field ??= new SecretText(Request, _appSecret);

    internal int MaxAttempts { get; }

    internal TimeSpan MaxWait { get; }

    /// <summary>When the caller stops, so that a longer wait is in vain; null for never.</summary>
    internal DateTimeOffset? StopBy { get; }

    /// <summary>How often it was tried so far.</summary>
    internal int Attempts { get; private set; }

    /// <summary>How many of the attempts failed for a passing fault: the measure of the backoff.</summary>
    internal int TransientFailures { get; private set; }

    /// <summary>How often a Page token was not taken for one.</summary>
    internal int PageTokenFailures { get; private set; }

    /// <summary>How often it was blocked for policy reasons.</summary>
    internal int Blocks { get; private set; }

    /// <summary>The last attempt's failure, or null.</summary>
    internal GraphException? LastFailure { get; private set; }

    /// <summary>Whether secrets are sent in the body of a POST and it is not yet known that the server takes that.</summary>
    internal bool IsBodyFormOnTrial { get; private set; }

    internal void BeginAttempt() => Attempts++;

    internal void Failed(GraphException failure)
    {
        LastFailure = failure;
        switch (failure.Kind)
        {
            case GraphErrorKind.Transient:
                TransientFailures++;
                break;
            case GraphErrorKind.PageTokenRequired:
                PageTokenFailures++;
                break;
            case GraphErrorKind.Blocked:
                Blocks++;
                break;
        }
    }

    /// <summary>The body form was refused, which was no attempt at the question itself: once more with the other form.</summary>
    internal void FallBackToQuery()
    {
        Form = SecretForm.Query;
        IsBodyFormOnTrial = false;
        Attempts--;
        LastFailure = null;
    }
}
