using CsCheck;
using Source.FacebookPages.Insights;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Pages;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.Insights;

public sealed class InsightsCallsTests
{
    [Fact]
    public void What_must_not_be_asked_together_is_asked_apart_and_the_ordinary_first() =>
        Assert.Equal(
            ["a,b", "x_by_ads", "x_by_fans,y_by_fans", "earn1,earn2", "dead1", "dead2"],
            InsightsCalls.Group(
                [
                    Metric.Live("dead1"), Metric.Gated("earn1"), Metric.BrokenDown("x", "fans"), Metric.Live("a"), Metric.BrokenDown("x", "ads"),
                    Metric.Live("dead2"), Metric.Live("b"), Metric.Gated("earn2"), Metric.BrokenDown("y", "fans"),
                ],
                metric => metric.Name.StartsWith("dead", StringComparison.Ordinal)).Select(Names));

    [Fact]
    public void Every_metric_is_in_exactly_one_call() => Gen.Int[0, 3].Array[0, 40].Sample(
        kinds =>
        {
            List<SelectedMetric> metrics =
            [
                .. kinds.Select((kind, index) => kind switch
                {
                    0 => Metric.Gated($"g{index}"),
                    1 => Metric.BrokenDown($"b{index}", $"k{index % 2}"),
                    _ => Metric.Live($"l{index}"),
                }),
            ];

            var calls = InsightsCalls.Group(metrics, metric => metric.Name.EndsWith('7')).ToList();

            Assert.Equal(metrics.Select(metric => metric.Name).Order(), calls.SelectMany(call => call).Select(metric => metric.Name).Order());
            Assert.All(calls, call => Assert.Single(call.Select(metric => (metric.NeedsRight, metric.Breakdown)).Distinct()));
            Assert.All(calls.Where(call => call.Any(metric => metric.Name.EndsWith('7'))), call => Assert.Single(call));
        },
        iter: 500);

    [Fact]
    public void A_call_within_the_limit_is_not_split() =>
        Assert.Null(InsightsCalls.Split(Metric.Many(50), Day.Window(0, 89), new DataLimit()));

    [Fact]
    public void Split_as_long_as_needed_a_call_keeps_the_limit_and_asks_for_every_pair_once() =>
        Gen.Select(Gen.Int[1, 8], Gen.Int[1, 120], Gen.Int[1, 50], Gen.Int[1, 90]).Sample(
            (metrics, days, mostMetrics, mostDays) =>
            {
                var limit = new DataLimit();
                limit.Shrink(2 * mostMetrics, 1);
                limit.ShrinkDays(2 * mostDays);
                var asked = new PairSet();
                var open = new Stack<(IReadOnlyList<SelectedMetric> Metrics, FacebookPages.Days.DateWindow Window)>([(Metric.Many(metrics), Day.Window(100, 99 + days))]);
                while (open.TryPop(out var piece))
                {
                    if (InsightsCalls.Split(piece.Metrics, piece.Window, limit) is { } parts)
                    {
                        Assert.True(parts.Count > 1);
                        foreach (var part in parts)
                        {
                            open.Push(part);
                        }
                    }
                    else
                    {
                        Assert.InRange(piece.Metrics.Count, 1, limit.Metrics);
                        Assert.InRange(piece.Window.Days, 1, limit.Days);
                        var pairs = PairSet.Of(piece.Metrics, Day.NumberOf(piece.Window.First), Day.NumberOf(piece.Window.Last));
                        Assert.Empty(pairs.Common(asked));
                        asked.Add(pairs);
                    }
                }

                Assert.Empty(PairSet.Of(Metric.Many(metrics), 100, 99 + days).Without(asked));
            },
            iter: 1_000);

    private static string Names(IReadOnlyList<SelectedMetric> metrics) => string.Join(',', metrics.Select(metric => metric.Name));
}
