using Microsoft.Extensions.Time.Testing;
using Source.FacebookPages.Insights;

namespace Source.FacebookPages.Tests.Insights;

public sealed class RefusalHintsTests
{
    [Fact]
    public void A_metric_is_known_once_it_was_refused_for_any_Page()
    {
        using var hints = new RefusalHints(new FakeTimeProvider());

        Assert.False(hints.Has("page_fans"));
        hints.Add("page_fans");
        hints.Add("page_fans");
        Assert.True(hints.Has("page_fans"));
        Assert.False(hints.Has("page_fan"));
    }

    [Fact]
    public async Task Only_one_searches_at_a_time()
    {
        using var hints = new RefusalHints(new FakeTimeProvider());
        var first = await hints.EnterSearchAsync(TestContext.Current.CancellationToken);

        var second = hints.EnterSearchAsync(TestContext.Current.CancellationToken);
        Assert.False(second.IsCompleted);
        first.Dispose();

        (await second).Dispose();
        (await hints.EnterSearchAsync(TestContext.Current.CancellationToken)).Dispose();
    }

    [Fact]
    public async Task A_search_that_is_stuck_holds_the_others_up_for_two_minutes_only()
    {
        var time = new FakeTimeProvider();
        using var hints = new RefusalHints(time);
        var stuck = await hints.EnterSearchAsync(TestContext.Current.CancellationToken);
        var waiting = hints.EnterSearchAsync(TestContext.Current.CancellationToken);

        time.Advance(TimeSpan.FromSeconds(119));
        Assert.False(waiting.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        // Whoever lost patience had no turn, so that giving it back lets nobody else in.
        (await waiting.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).Dispose();
        var third = hints.EnterSearchAsync(TestContext.Current.CancellationToken);
        Assert.False(third.IsCompleted);
        stuck.Dispose();
        (await third).Dispose();
    }

    [Fact]
    public async Task Waiting_for_a_turn_ends_when_the_run_does()
    {
        using var hints = new RefusalHints(new FakeTimeProvider());
        using var run = new CancellationTokenSource();
        using var turn = await hints.EnterSearchAsync(TestContext.Current.CancellationToken);
        var waiting = hints.EnterSearchAsync(run.Token);

        await run.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
