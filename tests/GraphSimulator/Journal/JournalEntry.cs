using GraphSimulator.Tokens;

namespace GraphSimulator.Journal;

/// <summary>One call as it was made and answered. Never holds a token's text.</summary>
public sealed record JournalEntry
{
    /// <summary>Number of the call, from 1. A batch has one of its own, before those of its operations.</summary>
    public required int Number { get; init; }

    /// <summary>As sent, before a <c>method=</c> override.</summary>
    public required string HttpMethod { get; init; }

    /// <summary>The method after the override.</summary>
    public required string Method { get; init; }

    /// <summary>With the version, if the client sent one.</summary>
    public required string Path { get; init; }

    /// <summary>The version asked for, "v26.0"; null without.</summary>
    public required string? Version { get; init; }

    /// <summary>The parts of the path behind the version.</summary>
    public required IReadOnlyList<string> Segments { get; init; }

    /// <summary>Second part of the path: "insights", "accounts" …; "" for a node.</summary>
    public required string Edge { get; init; }

    public required string? PageId { get; init; }

    /// <summary>1 for the first call about that Page.</summary>
    public required int PageCall { get; init; }

    /// <summary>All parameters, of URL and body; a token or secret is replaced by <c>&lt;token name&gt;</c> or <c>&lt;secret&gt;</c>.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; }

    /// <summary>Whether the URL (path or query) held a token or the app secret of this world, anywhere.</summary>
    public required bool SecretInUrl { get; init; }

    /// <summary>Headers of the request by lower-case name; the value of Authorization is replaced.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public bool HasAuthorizationHeader => Headers.ContainsKey("authorization");

    public string AcceptEncoding => Headers.GetValueOrDefault("accept-encoding", "");

    /// <summary>"HTTP/1.1" or "HTTP/2".</summary>
    public required string HttpVersion { get; init; }

    /// <summary>Which token: "user", "page:100000000000001" …; null when there was none or it is unknown.</summary>
    public required string? TokenName { get; init; }

    public required TokenKind? TokenKind { get; init; }

    /// <summary>The world's time.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Real time since the server started.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Real time until the answer was ready to be sent.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>Status answered; 0 when the connection was closed instead.</summary>
    public required int Status { get; init; }

    /// <summary>Code of the error answered; null without one.</summary>
    public required int? ErrorCode { get; init; }

    public required int? ErrorSubcode { get; init; }

    /// <summary>The fault that struck; null without one.</summary>
    public required string? Fault { get; init; }

    /// <summary>Whether the call came while a rate limit that concerns it had shut the door.</summary>
    public required bool WhileBlocked { get; init; }

    /// <summary>Whether it has the marks of a followed <c>paging.next</c> or <c>previous</c> of insights.</summary>
    public required bool FollowedInsightsPaging { get; init; }

    /// <summary>Whether it is an operation of a batch.</summary>
    public required bool InBatch { get; init; }

    /// <summary>The value of a parameter; null without it.</summary>
    public string? this[string parameter]
    {
        get
        {
            foreach (var pair in Parameters.Reverse())
            {
                if (pair.Key == parameter)
                {
                    return pair.Value;
                }
            }

            return null;
        }
    }

    /// <summary>The metric parameter as names.</summary>
    public IReadOnlyList<string> Metrics => this["metric"]?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
