using Microsoft.Extensions.Logging;

namespace Facebook.Graph;

/// <summary>
/// Tells of waits at once and then at least once a minute: each waiting call's observer, and the log once for a budget however many calls wait for it.
/// </summary>
internal sealed class WaitReporter(TimeProvider time, ILogger log)
{
    /// <summary>How often waiting is reported, so that it is at least once a minute.</summary>
    internal static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(50);

    // Shorter waits are not worth a word to anybody.
    private static readonly TimeSpan WorthTelling = TimeSpan.FromSeconds(1);

    /// <summary>Sees to it that one of the waiting calls writes the budget's wait to the log when that is due. Under the limiter's lock.</summary>
    internal static void ShareOutLog(Wait wait, Hold hold, TimeSpan now)
    {
        wait.HasTurnToLog = hold.Budget.LastLogged is { } last ? now - last >= Heartbeat : hold.Reason == HoldReason.Probing || IsWorthTelling(hold, now);
        if (wait.HasTurnToLog)
        {
            hold.Budget.LastLogged = now;
        }

        wait.NextLogLine = (hold.Budget.LastLogged ?? now) + Heartbeat;
    }

    /// <summary>Tells the observer and the log what is due.</summary>
    internal void Report(Wait wait, Hold hold, TimeSpan now)
    {
        wait.NextWord ??= now + Heartbeat;
        if (IsNews(wait, hold, now) || now >= wait.NextWord)
        {
            wait.Call.Request.RateLimitObserver?.Waiting(Wall(hold.Reason == HoldReason.Probing ? now + WorthTelling : hold.Until, now));
            wait.ToldUntil = hold.Until;
            wait.NextWord = now + Heartbeat;
        }

        if (wait.HasTurnToLog)
        {
            Log(hold, now);
        }
    }

    /// <summary>How long to sleep at most before the next word is due.</summary>
    internal static TimeSpan UntilNextWord(Wait wait, TimeSpan now)
    {
        var toObserver = (wait.NextWord ?? now + Heartbeat) - now;
        var toLog = wait.NextLogLine - now;
        var next = toObserver < toLog ? toObserver : toLog;
        return next > TimeSpan.Zero ? next : Heartbeat;
    }

    // Calls at a distance meet a new end with every call before them; only the first is news.
    private static bool IsNews(Wait wait, Hold hold, TimeSpan now) => wait.ToldUntil is not { } told
        ? IsWorthTelling(hold, now)
        : hold.Reason is HoldReason.Blocked or HoldReason.Paused && (hold.Until - told).Duration() >= WorthTelling;

    private static bool IsWorthTelling(Hold hold, TimeSpan now) => hold.Until - now >= WorthTelling;

    private DateTimeOffset Wall(TimeSpan moment, TimeSpan now) => time.GetUtcNow() + (moment - now);

    private void Log(Hold hold, TimeSpan now)
    {
        var (until, remaining) = (Wall(hold.Until, now), Duration.Text(hold.Until - now));
        switch (hold.Reason)
        {
            case HoldReason.Blocked:
                log.LogWarning(
                    "The rate limit of {Budget} is used up: no calls for it until {Until:u} ({Remaining}). {Cause}",
                    hold.Budget.Name,
                    until,
                    remaining,
                    hold.Cause?.Message ?? "The usage headers say so.");
                break;
            case HoldReason.Paused:
                log.LogInformation(
                    "{Usage:0} % of the rate limit of {Budget} is used: no calls for it until {Until:u} ({Remaining})", hold.Usage, hold.Budget.Name, until, remaining);
                break;
            case HoldReason.Paced:
                log.LogInformation("{Usage:0} % of the rate limit of {Budget} is used: calls for it are slowed down", hold.Usage, hold.Budget.Name);
                break;
            default:
                log.LogInformation("One call tries whether the rate limit of {Budget} has passed; the others wait for it", hold.Budget.Name);
                break;
        }
    }
}
