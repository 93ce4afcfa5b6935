using System.Net;
using System.Text;

namespace Facebook.Graph.Tests;

/// <summary>
/// Answers at random, with throttles of Pages and of the app among it, and watches that the client keeps away: no call inside a block that the client knows of, and one single call after it until
/// that one is answered. Keeps its own, simple account of what the client knows.
/// </summary>
internal sealed class ThrottlingServer(TestClock clock, Random random) : HttpMessageHandler
{
    private const string App = "app";

    private readonly Dictionary<string, Account> _accounts = new(StringComparer.Ordinal);
    private int _calls;

    internal List<string> Violations { get; } = [];

    internal int Blocks { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = ++_calls;
        var page = request.RequestUri!.AbsolutePath.Split('/')[2];
        string[] budgets = page == "me" ? [App] : [App, page];
        foreach (var budget in budgets)
        {
            Arrive(budget, call);
        }

        if (!await LatencyAsync(TimeSpan.FromMilliseconds(random.Next(1, 4000)), cancellationToken).ConfigureAwait(false))
        {
            Released(budgets, call);
            throw new OperationCanceledException(cancellationToken);
        }

        return random.Next(100) switch
        {
            < 60 => Passed(budgets, call),
            < 72 => Fault(budgets, call),
            < 84 => Throttled(budgets, budgets[^1], call, Answers.Error(page == "me" ? 4 : 80001), TimeSpan.FromMinutes(1)),
            < 92 => Throttled(budgets, App, call, Answers.AppThrottled(), TimeSpan.FromMinutes(1)),
            _ => Throttled(budgets, budgets[^1], call, Answers.Html(HttpStatusCode.TooManyRequests), TimeSpan.FromSeconds(5)),
        };
    }

    // Not a cancelled Task.Delay, which goes on upon another thread.
    private async Task<bool> LatencyAsync(TimeSpan latency, CancellationToken cancellationToken)
    {
        var over = new TaskCompletionSource<bool>();
        using var timer = clock.CreateTimer(_ => over.TrySetResult(true), null, latency, Timeout.InfiniteTimeSpan);
        using var cancellation = cancellationToken.Register(() => over.TrySetResult(false));
        return await over.Task.ConfigureAwait(false);
    }

    private Account AccountOf(string budget) => _accounts.TryGetValue(budget, out var account) ? account : _accounts[budget] = new Account();

    private void Arrive(string budget, int call)
    {
        var (account, now) = (AccountOf(budget), clock.Elapsed);
        if (now < account.BlockedUntil && now > account.KnownSince)
        {
            Violations.Add($"call {call} at {now} inside the block of {budget} until {account.BlockedUntil}");
        }

        if (account.Probe is { } probe)
        {
            Violations.Add($"call {call} at {now} while call {probe} tries {budget}");
        }

        if (account.NeedsProbe && now >= account.BlockedUntil)
        {
            account.Probe = call;
        }
    }

    private HttpResponseMessage Passed(string[] budgets, int call)
    {
        foreach (var account in budgets.Select(AccountOf).Where(account => account.Probe == call))
        {
            (account.Probe, account.NeedsProbe) = (null, false);
        }

        return new HttpResponseMessage { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
    }

    private HttpResponseMessage Fault(string[] budgets, int call)
    {
        Released(budgets, call);
        return new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StringContent("<html>") };
    }

    private HttpResponseMessage Throttled(string[] budgets, string refusing, int call, ScriptedAnswer answer, TimeSpan unsaid)
    {
        Released(budgets, call);
        Blocks++;
        var response = answer.Respond(clock, CancellationToken.None).GetAwaiter().GetResult();
        var length = unsaid;
        if (random.Next(2) == 0)
        {
            length = TimeSpan.FromSeconds(random.Next(1, 600));
            response.Headers.Add("Retry-After", $"{length.TotalSeconds}");
        }

        var account = AccountOf(refusing);
        var until = clock.Elapsed + length;
        // A refusal that says no time, of a call from before the block, adds nothing to it.
        if (until > account.BlockedUntil && (response.Headers.RetryAfter is not null || clock.Elapsed >= account.BlockedUntil))
        {
            (account.BlockedUntil, account.KnownSince) = (until, clock.Elapsed);
        }

        (account.NeedsProbe, account.Probe) = (true, null);
        return response;
    }

    private void Released(string[] budgets, int call)
    {
        foreach (var account in budgets.Select(AccountOf).Where(account => account.Probe == call))
        {
            account.Probe = null;
        }
    }

    private sealed class Account
    {
        internal TimeSpan BlockedUntil { get; set; }

        internal TimeSpan KnownSince { get; set; }

        internal bool NeedsProbe { get; set; }

        internal int? Probe { get; set; }
    }
}
