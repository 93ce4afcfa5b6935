using System.Collections;
using Source.FacebookPages.Insights;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.State;

namespace Source.FacebookPages.Tests.Story;

/// <summary>A set of (metric, day) pairs as plain bits, for the metrics of <see cref="Metric.Many"/> and days 0 to 1023: a model that knows nothing of windows.</summary>
internal sealed class PairSet
{
    private const int Days = 1024;
    private const int Metrics = 8;

    private readonly BitArray _bits = new(Days * Metrics);

    public static PairSet Of(Coverage coverage)
    {
        var pairs = new PairSet();
        foreach (var range in coverage.Ranges)
        {
            pairs.Add(range.Metrics, Day.NumberOf(range.Window.First), Day.NumberOf(range.Window.Last));
        }

        return pairs;
    }

    public static PairSet Of(Slice slice) => Of(slice.Metrics, Day.NumberOf(slice.Window.First), Day.NumberOf(slice.Window.Last));

    public static PairSet Of(IEnumerable<SelectedMetric> metrics, int first, int last)
    {
        var pairs = new PairSet();
        pairs.Add(metrics.Select(metric => metric.Name), first, last);
        return pairs;
    }

    public void Add(SelectedMetric metric, int day) => Add([metric.Name], day, day);

    public void Add(PairSet others) => _bits.Or(others._bits);

    /// <summary>Pairs of this set that the other does not have, as text for messages; empty when there is none.</summary>
    public IReadOnlyList<string> Without(PairSet others)
    {
        var rest = new BitArray(_bits).And(new BitArray(others._bits).Not());
        return rest.HasAnySet() ? [.. Texts(rest)] : [];
    }

    /// <summary>Pairs that both have, as text for messages; empty when there is none.</summary>
    public IReadOnlyList<string> Common(PairSet others)
    {
        var common = new BitArray(_bits).And(others._bits);
        return common.HasAnySet() ? [.. Texts(common)] : [];
    }

    private static IEnumerable<string> Texts(BitArray bits) =>
        Enumerable.Range(0, bits.Count).Where(index => bits[index]).Select(index => $"{Metric.Name(index / Days)} on day {index % Days}");

    private void Add(IEnumerable<string> metrics, int first, int last)
    {
        foreach (var metric in metrics)
        {
            var start = int.Parse(metric.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture) * Days;
            for (var day = first; day <= last; day++)
            {
                _bits[start + day] = true;
            }
        }
    }
}
