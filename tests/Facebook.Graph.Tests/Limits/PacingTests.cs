using CsCheck;

namespace Facebook.Graph.Tests;

public sealed class PacingTests
{
    private static readonly Gen<(double Usage, double Chance)> Situations = Gen.Select(Gen.Double[0, 150], Gen.Double[0, 0.999999]);

    [Fact]
    public void Distances_are_bounded_and_nothing_below_three_quarters() => Situations.Sample(situation =>
    {
        var distance = Pacing.Spacing(situation.Usage, situation.Chance);
        Assert.InRange(distance, TimeSpan.Zero, situation.Usage <= 75 ? TimeSpan.Zero : TimeSpan.FromSeconds(12));
    });

    [Fact]
    public void With_the_same_chance_higher_usage_never_means_a_shorter_distance() => Gen.Select(Situations, Gen.Double[0, 30]).Sample((situation, more) =>
        Pacing.Spacing(situation.Usage, situation.Chance) <= Pacing.Spacing(situation.Usage + more, situation.Chance));

    [Fact]
    public void Pauses_grow_from_ten_seconds_to_five_minutes_and_a_fifth() => Gen.Select(Gen.Int[0, 1000], Gen.Double[0, 0.999999]).Sample((earlier, chance) =>
    {
        Assert.InRange(Pacing.Pause(earlier, chance), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(6));
        Assert.True(Pacing.Pause(earlier, chance) <= Pacing.Pause(earlier + 1, chance));
    });

    [Fact]
    public void Blocks_grow_from_one_minute_to_one_hour() => Gen.Int[1, 1000].Sample(count =>
    {
        Assert.InRange(Pacing.Block(Pacing.FirstBlock, count), TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));
        Assert.True(Pacing.Block(Pacing.FirstBlock, count) <= Pacing.Block(Pacing.FirstBlock, count + 1));
    });

    [Fact]
    public void Jitter_of_a_block_is_at_most_a_tenth_and_half_a_minute() => Gen.Select(Gen.Int[0, 1_000_000], Gen.Double[0, 0.999999]).Sample((seconds, chance) =>
        Assert.InRange(Pacing.BlockJitter(TimeSpan.FromSeconds(seconds), chance).TotalSeconds, 0, Math.Min(seconds / 10.0, 30)));
}
