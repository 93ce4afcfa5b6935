namespace Facebook.Graph.Tests;

public sealed class BudgetTests
{
    private static readonly GraphError TooMany = new() { Code = 80001, Message = "There have been too many calls to this Page account." };

    [Fact]
    public void A_late_refusal_after_the_demanded_time_begins_a_new_block_even_within_the_jitter_of_the_old_one()
    {
        var budget = new Budget("Page 1", GraphErrorKind.PageRateLimit, () => 0.999);
        var (first, late) = (budget.Take(TimeSpan.Zero), budget.Take(TimeSpan.Zero));
        budget.Refused(first, Seconds(2), said: Seconds(20), Pacing.FirstBlock, GraphErrorKind.PageRateLimit, TooMany);
        var afterDemand = Seconds(22.01);
        Assert.NotNull(budget.Check(afterDemand, TimeSpan.MaxValue));

        budget.Refused(late, afterDemand, said: null, Seconds(60), GraphErrorKind.PageRateLimit, TooMany);

        var hold = budget.Check(Seconds(60), TimeSpan.MaxValue);
        Assert.Equal(HoldReason.Blocked, hold?.Reason);
        // The second block in a row is twice as long.
        Assert.Equal(afterDemand + Seconds(120), hold?.Demanded);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
