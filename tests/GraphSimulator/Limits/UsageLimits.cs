using System.Collections.Concurrent;
using GraphSimulator.Faults;
using GraphSimulator.Http;
using GraphSimulator.Tokens;

namespace GraphSimulator.Limits;

/// <summary>
/// The rate limits of a world. Nothing is counted until a rule has a growth. Calls during a block make it longer; the
/// world's clock ends it.
/// </summary>
public sealed class UsageLimits
{
    private readonly ConcurrentDictionary<(UsageKind, string), UsageMeter> _meters = new();
    private volatile UsageRule _app = new();
    private volatile UsageRule _user = new();
    private volatile UsageRule _page = new();
    private volatile UsageRule _businessUseCase = new();

    public UsageRule App
    {
        get => _app;
        set => _app = value;
    }

    public UsageRule User
    {
        get => _user;
        set => _user = value;
    }

    public UsageRule Page
    {
        get => _page;
        set => _page = value;
    }

    public UsageRule BusinessUseCase
    {
        get => _businessUseCase;
        set => _businessUseCase = value;
    }

    public UsageHeaderForm HeaderForm { get; set; }

    /// <summary>Sets what a Page (by id), the user (by id) or the app ("") has spent.</summary>
    public void SetUsage(UsageKind kind, string id, double percent, DateTimeOffset now) => MeterOf(kind, id).Set(percent, now);

    /// <summary>Shuts the door until a time of the world.</summary>
    public void BlockUntil(UsageKind kind, string id, DateTimeOffset end) => MeterOf(kind, id).BlockUntil(end);

    /// <summary>Counts a call in every currency it costs; gives the error if one is spent, and the headers in any case.</summary>
    internal UsageOutcome Count(GraphCall call)
    {
        var outcome = new UsageOutcome();
        var user = call.Token is { Kind: TokenKind.User or TokenKind.SystemUser } ? call.Token.UserId : null;
        Count(UsageKind.App, "", App, call, outcome);
        if (user is not null)
        {
            Count(UsageKind.User, user, User, call, outcome);
        }

        if (call.Page is { } page)
        {
            if (call.Token is { Kind: TokenKind.Page or TokenKind.SystemUser })
            {
                Count(UsageKind.BusinessUseCase, page.Id, BusinessUseCase, call, outcome);
            }
            else
            {
                Count(UsageKind.Page, page.Id, Page, call, outcome);
            }
        }

        return outcome;
    }

    private void Count(UsageKind kind, string id, UsageRule rule, GraphCall call, UsageOutcome outcome)
    {
        if (rule.GrowthPerCall <= 0 && !_meters.ContainsKey((kind, id)))
        {
            return;
        }

        var reading = MeterOf(kind, id).Count(rule, call.Now);
        outcome.WasBlocked |= reading.WasBlocked;
        if (reading.IsRefused && outcome.Error is null)
        {
            var error = kind switch
            {
                UsageKind.App => GraphErrors.AppLimit,
                UsageKind.User => GraphErrors.UserLimit,
                UsageKind.Page => GraphErrors.PageLimit,
                _ => GraphErrors.PageAccountLimit,
            };
            outcome.Error = HeaderForm.HasFlag(UsageHeaderForm.RetryAfter) ? error with { Status = 429 } : error;
            if (HeaderForm.HasFlag(UsageHeaderForm.RetryAfter))
            {
                outcome.Headers.Add(new("Retry-After", $"{(long)Math.Ceiling(reading.Regain.TotalSeconds)}"));
            }
        }

        if (UsageHeaders.Of(kind, id, call.Page, reading, HeaderForm) is { } header)
        {
            outcome.Headers.Add(header);
        }
    }

    private UsageMeter MeterOf(UsageKind kind, string id) => _meters.GetOrAdd((kind, id), _ => new UsageMeter());
}

/// <summary>What counting a call gave.</summary>
internal sealed class UsageOutcome
{
    public GraphError? Error { get; set; }

    /// <summary>The call came while the door was shut.</summary>
    public bool WasBlocked { get; set; }

    public List<KeyValuePair<string, string>> Headers { get; } = [];
}
