using System.Runtime.InteropServices;
using GraphSimulator.Time;

namespace GraphSimulator.Insights;

/// <summary>
/// The leaf numbers of one metric over a range of days, as the API shows them at an instant: corrections still to come,
/// part of the unfinished day, sums of 7 and 28 days, three quarters of the sum where people are counted once.
/// </summary>
public sealed class MetricSeries
{
    private readonly long[] _values;

    private MetricSeries(MetricDefinition metric, DateOnly first, int days, int leaves)
    {
        Metric = metric;
        First = first;
        Days = days;
        Leaves = leaves;
        _values = new long[days * leaves];
    }

    public MetricDefinition Metric { get; }

    public DateOnly First { get; }

    public int Days { get; }

    /// <summary>Numbers a day: one, or one for each key but "total".</summary>
    public int Leaves { get; }

    /// <summary>The numbers of the day at an index from <see cref="First"/>.</summary>
    public ReadOnlySpan<long> this[int day] => _values.AsSpan(day * Leaves, Leaves);

    /// <summary>Computes the days from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    /// <param name="metric">What to count.</param>
    /// <param name="objectId">Id of the Page or post.</param>
    /// <param name="period">What one point covers.</param>
    /// <param name="first">Day of the first point.</param>
    /// <param name="last">Day of the last point.</param>
    /// <param name="age">How old the data are, and so how final.</param>
    public static MetricSeries Compute(MetricDefinition metric, string objectId, Period period, DateOnly first, DateOnly last, DataAge age)
    {
        ArgumentNullException.ThrowIfNull(metric);
        var leaves = ValueFormula.LeafCount(metric);
        var result = new MetricSeries(metric, first, Math.Max(0, last.DayNumber - first.DayNumber + 1), leaves);
        var length = metric.Form == ValueForm.Snapshot ? 1 : PeriodNames.DaysOf(period);
        var daily = Daily(metric, objectId, first.AddDays(1 - length), last, age, leaves);
        var unique = metric.IsUnique && length > 1;
        Span<long> sums = stackalloc long[leaves];
        for (var day = 0; day < daily.Length / leaves; day++)
        {
            var from = Oldest(period, first.AddDays(1 - length + day), length, day);
            for (var leaf = 0; leaf < leaves; leaf++)
            {
                if (period == Period.Month)
                {
                    sums[leaf] = 0;
                    for (var d = from; d <= day; d++)
                    {
                        sums[leaf] += daily[(d * leaves) + leaf];
                    }
                }
                else
                {
                    sums[leaf] += daily[(day * leaves) + leaf] - (day >= length ? daily[((day - length) * leaves) + leaf] : 0);
                }

                if (day >= length - 1)
                {
                    result._values[((day - length + 1) * leaves) + leaf] = unique ? sums[leaf] * 3 / 4 : sums[leaf];
                }
            }
        }

        return result;
    }

    // Of a month, the days from its first; of the others, the last 1, 7 or 28.
    private static int Oldest(Period period, DateOnly day, int length, int index)
        => Math.Max(0, index + 1 - (period == Period.Month ? day.Day : length));

    private static long[] Daily(MetricDefinition metric, string objectId, DateOnly first, DateOnly last, DataAge age, int leaves)
    {
        var days = Math.Max(0, last.DayNumber - first.DayNumber + 1);
        var daily = new long[days * leaves];
        var today = PacificCalendar.DayOf(age.Now);
        var elapsed = (int)(age.Now - PacificCalendar.MidnightOf(today)).TotalHours;
        var series = ValueFormula.SeriesOf(objectId, metric.Name);
        for (var index = Math.Max(0, age.Start.DayNumber - first.DayNumber); index < days; index++)
        {
            var day = first.AddDays(index);
            var values = daily.AsSpan(index * leaves, leaves);
            ValueFormula.Leaves(metric, objectId, series, day, values);
            var daysAgo = today.DayNumber - day.DayNumber;
            if (daysAgo > age.RevisedDays || metric.Form == ValueForm.Snapshot)
            {
                continue;
            }

            foreach (ref var value in values)
            {
                value = daysAgo > 0 ? value - (value / (10 * daysAgo))
                    : daysAgo == 0 ? value * elapsed / PacificCalendar.HoursOf(day)
                    : 0;
            }
        }

        return daily;
    }
}

/// <summary>What decides how final the numbers are.</summary>
/// <param name="Start">Days before it count nothing.</param>
/// <param name="RevisedDays">See <see cref="DataSettings.RevisedDays"/>.</param>
/// <param name="Now">The instant of the answer.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DataAge(DateOnly Start, int RevisedDays, DateTimeOffset Now)
{
    /// <summary>Final, from the beginning of time.</summary>
    public static DataAge Final { get; } = new(DateOnly.MinValue, 0, DateTimeOffset.MaxValue.AddDays(-2));
}
