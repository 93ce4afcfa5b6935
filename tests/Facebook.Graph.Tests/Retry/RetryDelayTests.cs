using CsCheck;

namespace Facebook.Graph.Tests;

public sealed class RetryDelayTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly Gen<(int Failures, double Chance)> Situations = Gen.Select(Gen.Int[1, 100], Gen.Double[0, 0.999999]);

    [Fact]
    public void A_wait_is_never_negative_and_never_longer_than_its_cap() => Situations.Sample(situation =>
    {
        var wait = RetryDelay.AfterFault(situation.Failures, situation.Chance, retryAfter: null, Hour).TotalSeconds;
        var cap = 1.0;
        for (var failure = 1; failure < situation.Failures && cap < 60; failure++)
        {
            cap *= 2;
        }

        Assert.InRange(wait, 0, Math.Min(cap, 60));
    });

    [Fact]
    public void With_the_same_chance_more_failures_never_mean_a_shorter_wait() => Situations.Sample(situation =>
        RetryDelay.AfterFault(situation.Failures, situation.Chance, null, Hour) <= RetryDelay.AfterFault(situation.Failures + 1, situation.Chance, null, Hour));

    [Fact]
    public void What_the_answer_asks_for_is_the_least_and_the_longest_wait_is_the_most() =>
        Gen.Select(Situations, Gen.Int[0, 100_000], Gen.Int[0, 10_000]).Sample((situation, asked, longest) =>
        {
            var wait = RetryDelay.AfterFault(situation.Failures, situation.Chance, TimeSpan.FromSeconds(asked), TimeSpan.FromSeconds(longest));
            Assert.True(wait >= TimeSpan.FromSeconds(Math.Min(asked, longest)));
            Assert.True(wait <= TimeSpan.FromSeconds(Math.Max(60, longest)));
        });

    [Fact]
    public void Glitches_of_page_tokens_wait_for_seconds_only() => Situations.Sample(situation =>
    {
        var wait = RetryDelay.AfterPageTokenGlitch((situation.Failures % 3) + 1, situation.Chance);
        Assert.InRange(wait.TotalSeconds, 1, 4);
    });
}
