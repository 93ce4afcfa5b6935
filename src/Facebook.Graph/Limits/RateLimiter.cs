namespace Facebook.Graph;

/// <summary>
/// Holds calls back so that Facebook need not refuse them, and keeps quiet while it does: calls during a block prolong it. There is one budget for the app and its users, which every call
/// counts on, and one for each Page; whoever hits a wall stops alone.
/// </summary>
internal sealed class RateLimiter(TimeProvider time, Func<double> chance, WaitReporter reporter, GraphStatistics statistics)
{
    // More than one run reads. Beyond it, Pages that nothing is known of are forgotten.
    private const int MostPages = 20_000;

    // Timers count whole milliseconds, and may ring a little early.
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private readonly long _beginning = time.GetTimestamp();
    private readonly Budget _app = new("the app", GraphErrorKind.AppRateLimit, chance);
    private readonly Dictionary<string, Budget> _pages = new(StringComparer.Ordinal);
    private readonly List<TaskCompletionSource> _awaitingProbe = [];

    /// <summary>Of how many Pages something is kept.</summary>
    internal int KnownPages => _pages.Count;

    private TimeSpan Now => time.GetElapsedTime(_beginning);

    /// <summary>Waits until the call may go.</summary>
    /// <exception cref="GraphException">Facebook wants a longer wait than the call allows, or than the caller has time for; no time was spent on it.</exception>
    internal async Task<Permit> EnterAsync(GraphCall call, CancellationToken cancellationToken)
    {
        var wait = new Wait(call, Now);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var alarm = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (TryEnter(wait, alarm, out var hold) is { } permit)
            {
                return permit;
            }

            await HoldAsync(wait, hold!, alarm, cancellationToken);
        }
    }

    /// <summary>Takes in what an attempt has taught.</summary>
    internal void Completed(Permit permit)
    {
        lock (_lock)
        {
            var now = Now;
            Settle(permit, now);
            Apply(permit.Report, permit, now);
            _awaitingProbe.ForEach(alarm => alarm.TrySetResult());
            _awaitingProbe.Clear();
        }
    }

    private Permit? TryEnter(Wait wait, TaskCompletionSource alarm, out Hold? hold)
    {
        lock (_lock)
        {
            var now = Now;
            var page = wait.Call.Request.PageId is { } pageId ? PageBudget(pageId, now) : null;
            var byApp = _app.Check(now, wait.Patience);
            var byPage = page?.Check(now, wait.Patience);
            hold = byApp is null || byApp.Until < byPage?.Until ? byPage : byApp;
            RefuseInVain(wait.Call, hold, now);
            RefuseTooLong(wait.Call, byApp, now);
            RefuseTooLong(wait.Call, byPage, now);
            if (hold is null)
            {
                return new Permit(this, wait.Call.Request.PageId, _app.Take(now), page?.Take(now));
            }

            WaitReporter.ShareOutLog(wait, hold, now);
            if (hold.Reason == HoldReason.Probing)
            {
                _awaitingProbe.Add(alarm);
            }

            return null;
        }
    }

    private void RefuseInVain(GraphCall call, Hold? hold, TimeSpan now)
    {
        if (hold is { Reason: HoldReason.Blocked or HoldReason.Paused } && time.GetUtcNow() + (hold.Until - now) is var until && until > call.StopBy)
        {
            var error = hold.Cause ?? new GraphError { Message = "The usage headers say that the rate limit is nearly used up." };
            var message = $"{error.Message} [{hold.Budget.Name} must not be called until {until:u}, and the run ends before]";
            throw new GraphException(hold.Budget.Kind, error with { Message = message }, call.Attempts, inner: call.LastFailure) { IsFinal = true, HeldUntil = until };
        }
    }

    private void RefuseTooLong(GraphCall call, Hold? hold, TimeSpan now)
    {
        if (hold is { Reason: HoldReason.Blocked } && hold.Demanded - now is var remaining && remaining > call.MaxWait)
        {
            var error = hold.Cause ?? new GraphError { Message = "The usage headers say that the rate limit is used up." };
            var message = $"{error.Message} [{hold.Budget.Name} must not be called for another {Duration.Text(remaining)}, until {time.GetUtcNow() + remaining:u}; "
                + $"the longest wait allowed is {Duration.Text(call.MaxWait)}]";
            throw new GraphException(hold.Budget.Kind, error with { Message = message }, call.Attempts, inner: call.LastFailure) { IsFinal = true };
        }
    }

    private async Task HoldAsync(Wait wait, Hold hold, TaskCompletionSource alarm, CancellationToken cancellationToken)
    {
        if (!wait.IsCounted)
        {
            wait.IsCounted = true;
            statistics.CountRateLimitWait(hold.Budget.Scope);
        }

        var began = Now;
        reporter.Report(wait, hold, began);
        var sleep = WaitReporter.UntilNextWord(wait, began);
        if (hold.Reason != HoldReason.Probing && hold.Until - began is var remaining && remaining < sleep)
        {
            sleep = remaining > ShortestSleep ? remaining : ShortestSleep;
        }

        // Whatever wakes the call, the loop above looks again.
        using var timer = time.CreateTimer(static alarm => ((TaskCompletionSource)alarm!).TrySetResult(), alarm, sleep, Timeout.InfiniteTimeSpan);
        using var cancellation = cancellationToken.Register(static alarm => ((TaskCompletionSource)alarm!).TrySetResult(), alarm);
        await alarm.Task;
        statistics.AddRateLimitWaited(hold.Budget.Scope, Now - began);
    }

    private static void Settle(Permit permit, TimeSpan now)
    {
        if (permit.Refusal is { } refusal)
        {
            var isOfPage = refusal.Kind == GraphErrorKind.PageRateLimit && permit.Page is not null;
            var (refusing, other) = isOfPage ? (permit.Page!, permit.App) : (permit.App, permit.Page);
            var said = refusal.Kind == GraphErrorKind.Blocked ? refusal.RetryAfter ?? Pacing.PolicyBlock : WaitSaid(permit.Report, permit.PageId);
            var first = refusal.Error.Code == 0 ? Pacing.FirstForeignBlock : Pacing.FirstBlock;
            refusing.Budget.Refused(refusing, now, said, first, refusal.Kind, refusal.Error);
            other?.Budget.Return(other);
            return;
        }

        foreach (var ticket in (ReadOnlySpan<Budget.Ticket?>)[permit.App, permit.Page])
        {
            if (permit.IsPassed)
            {
                ticket?.Budget.Passed(ticket);
            }
            else
            {
                ticket?.Budget.Return(ticket);
            }
        }
    }

    // The header's key may be the Page or the business that owns it; an entry of its own is believed before any other.
    private static TimeSpan? WaitSaid(UsageReport report, string? pageId)
    {
        var own = report.Business.Where(entry => entry.Id == pageId && entry.IsOfPages).Max(entry => entry.Regain);
        var regain = own ?? report.Business.Where(entry => entry.IsOfPages).Max(entry => entry.Regain) ?? report.Business.Max(entry => entry.Regain);
        return regain is null || report.RetryAfter > regain ? report.RetryAfter ?? regain : regain;
    }

    private void Apply(UsageReport report, Permit permit, TimeSpan now)
    {
        if (report.App is { } app)
        {
            _app.Reported(permit.App, now, app, regain: null);
        }

        var usage = report.Page;
        TimeSpan? regain = null;
        var isKeyedByPage = report.Business.Any(entry => entry.Id == permit.PageId && entry.IsOfPages);
        foreach (var entry in report.Business.Where(entry => entry.IsOfPages))
        {
            var isOwn = entry.Id == permit.PageId || (permit.Page is not null && !isKeyedByPage && !_pages.ContainsKey(entry.Id));
            if (isOwn)
            {
                usage = usage > entry.Usage ? usage : entry.Usage;
                regain = regain > entry.Regain ? regain : entry.Regain ?? regain;
            }
            else if (_pages.ContainsKey(entry.Id) || entry.Usage >= Pacing.SlowFrom || entry.Regain is not null)
            {
                PageBudget(entry.Id, now).Reported(ticket: null, now, entry.Usage, entry.Regain);
            }
        }

        if (usage is { } percent)
        {
            permit.Page?.Budget.Reported(permit.Page, now, percent, regain);
        }
    }

    private Budget PageBudget(string pageId, TimeSpan now)
    {
        if (_pages.TryGetValue(pageId, out var budget))
        {
            return budget;
        }

        if (_pages.Count >= MostPages)
        {
            foreach (var forgettable in _pages.Where(entry => entry.Value.IsForgettable(now)).Select(entry => entry.Key).ToArray())
            {
                _pages.Remove(forgettable);
            }
        }

        return _pages[pageId] = new Budget($"Page {pageId}", GraphErrorKind.PageRateLimit, chance);
    }
}
