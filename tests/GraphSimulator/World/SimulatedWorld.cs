using System.Collections.Concurrent;
using GraphSimulator.Faults;
using GraphSimulator.Insights;
using GraphSimulator.Limits;
using GraphSimulator.Pages;
using GraphSimulator.Time;
using GraphSimulator.Tokens;
using GraphSimulator.World;

namespace GraphSimulator;

/// <summary>
/// Everything a simulated Facebook consists of. All of it may be changed while a server answers from it. Times are those of
/// <see cref="Clock"/>; unless said otherwise it stands still at 2026-11-22T18:00:00Z.
/// </summary>
public sealed partial class SimulatedWorld
{
    /// <summary>Id of the person who owns the tokens.</summary>
    public const string UserId = "200000000000002";

    /// <summary>Id of the system user.</summary>
    public const string SystemUserId = "200000000000009";

    private int _calls;
    private long _latencyTicks;
    private volatile TimeProvider _clock;
    private volatile IReadOnlyList<SimulatedBusiness> _businesses = [];

    /// <summary>A world with a user, a system user, an app, and no Pages.</summary>
    public SimulatedWorld(DateTimeOffset? now = null)
    {
        var start = now ?? DefaultNow;
        _clock = new SimulatedClock(start);
        App = new SimulatedApp("1200000000000001", "5f1c3d9be07a4826a1b0c7d2e3f49586", start.AddYears(-2));
        Tokens = new TokenStore(App);
        UserToken = Tokens.Add(new SimulatedToken(TokenText.For("user"), TokenKind.User, "user", start.AddDays(-10))
        {
            UserId = UserId,
            ExpiresAt = start.AddDays(50),
            DataAccessExpiresAt = start.AddDays(80),
        });
        SystemUserToken = Tokens.Add(new SimulatedToken(TokenText.For("system-user"), TokenKind.SystemUser, "system-user", start.AddDays(-100))
        {
            UserId = SystemUserId,
        });
        ShortLivedUserToken = Tokens.Add(new SimulatedToken(TokenText.For("short-user"), TokenKind.User, "short-user", start.AddMinutes(-10))
        {
            UserId = UserId,
            ExpiresAt = start.AddMinutes(80),
            DataAccessExpiresAt = start.AddDays(90),
        });
    }

    /// <summary>2026-11-22T18:00:00Z, ten in the morning Pacific time.</summary>
    public static DateTimeOffset DefaultNow { get; } = new(2026, 11, 22, 18, 0, 0, TimeSpan.Zero);

    /// <summary>The world's time. Replace it by a fake of your own to share it with what is under test.</summary>
    public TimeProvider Clock
    {
        get => _clock;
        set => _clock = value;
    }

    /// <summary>The world's time. Setting it moves a <see cref="SimulatedClock"/>, and replaces any other clock by one that stands still.</summary>
    public DateTimeOffset Now
    {
        get => _clock.GetUtcNow();
        set
        {
            if (_clock is SimulatedClock clock)
            {
                clock.Set(value);
            }
            else
            {
                _clock = new SimulatedClock(value);
            }
        }
    }

    /// <summary>The Pacific day that the clock is in.</summary>
    public DateOnly Today => PacificCalendar.DayOf(Now);

    public SimulatedApp App { get; }

    public TokenStore Tokens { get; }

    /// <summary>The long-lived token of the user.</summary>
    public SimulatedToken UserToken { get; }

    /// <summary>The user's token as the login dialog gives it.</summary>
    public SimulatedToken ShortLivedUserToken { get; }

    public SimulatedToken SystemUserToken { get; }

    public PageStore Pages { get; } = new();

    public PostStore Posts { get; } = new();

    /// <summary>What /me/businesses lists.</summary>
    public IReadOnlyList<SimulatedBusiness> Businesses
    {
        get => _businesses;
        set => _businesses = value;
    }

    /// <summary>Fields of the node type Page that fail a call in this world, beyond those that never existed.</summary>
    public ConcurrentDictionary<string, bool> RefusedPageFields { get; } = new(StringComparer.Ordinal);

    public DataSettings Data { get; } = new();

    public MetricRules Metrics { get; } = new();

    public FaultList Faults { get; } = new();

    public UsageLimits Limits { get; } = new();

    public WorldSchedule Schedule { get; } = new();

    /// <summary>Real time that every answer takes.</summary>
    public TimeSpan Latency
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _latencyTicks));
        set => Interlocked.Exchange(ref _latencyTicks, value.Ticks);
    }

    /// <summary>How until is read.</summary>
    public UntilRule UntilRule { get; set; }

    /// <summary>Longest range of one call: 93 as Graph's error says (in seconds), or fewer, counted in calendar days; the documentation says 90.</summary>
    public int LongestRangeDays { get; set; } = 93;

    /// <summary>Whether a range that begins more than two years ago is an error; otherwise it is answered.</summary>
    public bool RefusesOldRanges { get; set; }

    /// <summary>When an insights call asks for too much.</summary>
    public TooMuchData? TooMuchData { get; set; }

    /// <summary>Whether a Page under 100 likes gets an error instead of nothing.</summary>
    public bool FewLikesAreAnError { get; set; }

    /// <summary>Whether a system user's own token may read insights; seen to work.</summary>
    public bool SystemUserReadsInsights { get; set; } = true;

    /// <summary>Whether a wrong kind of token gets the answer of the new Pages experience (190/2069032).</summary>
    public bool NewPagesTokenError { get; set; }

    /// <summary>Whether insights always have a next, whatever the window.</summary>
    public bool PagingNeverEnds { get; set; }

    /// <summary>Whether the listing of Pages has, after its first page, one without any row but with a next.</summary>
    public bool EmptyListingPage { get; set; }

    /// <summary>Rows of a listing when no limit is given.</summary>
    public int DefaultListLimit { get; set; } = 25;

    /// <summary>Keys of <c>batch</c> operations, from 0, that come back as null.</summary>
    public IReadOnlyList<int> UnfinishedBatchOperations { get; set; } = [];

    /// <summary>Whether members that no documentation names stand in objects.</summary>
    public bool UnknownMembers { get; set; }

    /// <summary>
    /// For measurements only: an answer to a GET is rendered once and then sent again to every request with the same URL
    /// and token, past all counters, faults and limits. Clear it by switching off and on.
    /// </summary>
    public bool RenderedAnswerCache { get; set; }

    /// <summary>Calls so far, operations of batches included.</summary>
    public int Calls => Volatile.Read(ref _calls);

    internal int CountCall() => Interlocked.Increment(ref _calls);
}
