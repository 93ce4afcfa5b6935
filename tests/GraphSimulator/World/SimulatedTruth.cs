using System.Text;
using GraphSimulator.Http;
using GraphSimulator.Insights;
using GraphSimulator.Time;

namespace GraphSimulator.World;

/// <summary>
/// What the API would answer for single points, without HTTP. A test that must not share a mistake with the simulator
/// recomputes it from DATA.md.
/// </summary>
public static class SimulatedTruth
{
    /// <summary>
    /// The value of a point as JSON, as it is shown at the world's time; null when the point does not exist, "" when it
    /// has no value.
    /// </summary>
    public static string? ValueOf(SimulatedWorld world, string pageId, string metric, Period period, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(world);
        var page = world.Pages[pageId];
        var now = world.Now;
        var definition = MetricCatalog.Find(metric) ?? new MetricDefinition(metric, [Period.Day, Period.Week, Period.Days28], ValueForm.Count);
        if (!definition.Periods.Contains(period)
            || day < world.Data.FirstDay(page, PacificCalendar.DayOf(now)) || day > world.Data.LastDay(page, metric, now)
            || world.Data.IsHidden(pageId, metric, period, day, now))
        {
            return null;
        }

        if (world.Data.OverrideOf(pageId, metric, period, day, now) is { } replaced)
        {
            return replaced;
        }

        var series = MetricSeries.Compute(definition, pageId, period, day, day, world.Data.AgeOf(page, now));
        using var json = new GraphJsonWriter();
        PointValue.Write(json, definition, series[0]);
        return Encoding.UTF8.GetString(json.Written.Span);
    }

    /// <summary>The instant a point of this day is labelled with.</summary>
    public static DateTimeOffset EndTimeOf(DateOnly day) => PacificCalendar.MidnightOf(day.AddDays(1));
}
