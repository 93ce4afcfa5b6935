using System.Text;
using GraphSimulator.Http;
using GraphSimulator.Pages;
using GraphSimulator.Time;
using GraphSimulator.World;

namespace GraphSimulator.Insights;

/// <summary>Writes the answer of the insights edge: <c>data</c> and <c>paging</c>.</summary>
internal sealed class InsightsWriter(SimulatedWorld world, GraphCall call, SimulatedPage page, InsightsQuery query)
{
    private static readonly Period[] WithoutPeriod = [Period.Day, Period.Week, Period.Days28];
    private readonly EndTimes _endTimes = new();

    /// <summary>Members <c>data</c> and <c>paging</c> of an object that is already open.</summary>
    public void Write(GraphJsonWriter json, bool isEmpty)
    {
        json.Name("data");
        json.StartArray();
        if (!isEmpty)
        {
            WriteEntries(json);
        }

        json.EndArray();
        InsightsPaging.Write(json, call, query, world.PagingNeverEnds);
    }

    private void WriteEntries(GraphJsonWriter json)
    {
        if (query.Period is { } period)
        {
            var anyPoint = query.Metrics.Any(m => HasPoints(m, period)) || period == Period.Lifetime;
            foreach (var metric in query.Metrics)
            {
                if (anyPoint)
                {
                    WriteEntry(json, metric, period);
                }
            }

            return;
        }

        // Recorded: without a period page_follows brings a lifetime entry first, then come the days of all, the weeks of all …
        foreach (var metric in query.Metrics.Where(m => m.Name == "page_follows"))
        {
            WriteEntry(json, metric, Period.Lifetime);
        }

        foreach (var each in WithoutPeriod)
        {
            foreach (var metric in query.Metrics.Where(m => m.Periods.Contains(each) && HasPoints(m, each)))
            {
                WriteEntry(json, metric, each);
            }
        }
    }

    private bool HasPoints(MetricDefinition metric, Period period)
    {
        if (!Accepts(metric, period))
        {
            return !query.Metrics.Any(m => Accepts(m, period));
        }

        var (first, last) = Range(metric);
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            if (IsShown(metric, period, day))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Accepts(MetricDefinition metric, Period period)
        => period is not (Period.Lifetime or Period.TotalOverRange) && metric.Form != ValueForm.List && metric.Periods.Contains(period);

    private (DateOnly First, DateOnly Last) Range(MetricDefinition metric)
    {
        var first = world.Data.FirstDay(page, PacificCalendar.DayOf(call.Now));
        var last = world.Data.LastDay(page, metric.Name, call.Now);
        var window = query.Window;
        if (!window.IsGiven && last < window.Last)
        {
            // "The last two points": of what there is.
            return (last.AddDays(-1) < first ? first : last.AddDays(-1), last);
        }

        return (first > window.First ? first : window.First, last < window.Last ? last : window.Last);
    }

    private bool IsShown(MetricDefinition metric, Period period, DateOnly day)
        => !world.Data.IsHidden(page.Id, metric.Name, period, day, call.Now) && (period != Period.Month || day.AddDays(1).Day == 1);

    private void WriteEntry(GraphJsonWriter json, MetricDefinition metric, Period period)
    {
        var periodName = PeriodNames.NameOf(period);
        var title = PeriodNames.TitleOf(period);
        json.StartObject();
        json.Text("name", metric.Name);
        json.Text("period", periodName);
        json.Name("values");
        json.StartArray();
        if (Accepts(metric, period))
        {
            WritePoints(json, metric, period);
        }
        else if (period == Period.Lifetime && !query.Window.IsGiven && metric.Form == ValueForm.Snapshot)
        {
            WriteLifetime(json, metric);
        }

        json.EndArray();
        json.Text("title", $"{title} {Title(metric.Name)}");
        json.Text("description", $"{title}: {metric.Description}");
        if (call.Parameters["show_description_from_api_doc"] is "true" or "1")
        {
            json.Text("description_from_api_doc", metric.Description);
        }

        json.Text("id", $"{page.Id}/insights/{metric.NameInId}/{periodName}");
        if (world.UnknownMembers)
        {
            json.Name("x_undocumented");
            json.Raw("[]"u8);
        }

        json.EndObject();
    }

    private void WritePoints(GraphJsonWriter json, MetricDefinition metric, Period period)
    {
        var (first, last) = Range(metric);
        if (last < first)
        {
            return;
        }

        var series = MetricSeries.Compute(metric, page.Id, period, first, last, world.Data.AgeOf(page, call.Now));
        for (var index = 0; index < series.Days; index++)
        {
            var day = first.AddDays(index);
            if (IsShown(metric, period, day))
            {
                WritePoint(json, metric, period, day, series[index]);
            }
        }
    }

    private void WritePoint(GraphJsonWriter json, MetricDefinition metric, Period period, DateOnly day, ReadOnlySpan<long> leaves)
    {
        if (query.Breakdown is not null)
        {
            foreach (var (key, value) in BreakdownRows.Split(query.Breakdown, leaves[0]))
            {
                json.StartObject();
                json.Name("value"u8);
                PointValue.Write(json, metric, [value]);
                WriteEndTime(json, day);
                json.Text(query.Breakdown, key);
                json.EndObject();
            }

            return;
        }

        json.StartObject();
        var replaced = world.Data.OverrideOf(page.Id, metric.Name, period, day, call.Now);
        if (replaced is null)
        {
            json.Name("value"u8);
            PointValue.Write(json, metric, leaves);
        }
        else if (replaced.Length > 0)
        {
            json.Name("value"u8);
            json.Raw(Encoding.UTF8.GetBytes(replaced));
        }

        WriteEndTime(json, day);
        json.EndObject();
    }

    private void WriteLifetime(GraphJsonWriter json, MetricDefinition metric)
    {
        var (_, last) = Range(metric);
        var series = MetricSeries.Compute(metric, page.Id, Period.Day, last, last, DataAge.Final);
        json.StartObject();
        // Recorded: the lifetime value is a little ahead of the newest day's.
        json.Number("value", series[0][0] + 21);
        json.EndObject();
    }

    private void WriteEndTime(GraphJsonWriter json, DateOnly day)
    {
        json.Name("end_time"u8);
        json.Raw(_endTimes.Of(day));
    }

    private static string Title(string metric)
    {
        var words = metric.Split('_', StringSplitOptions.RemoveEmptyEntries).AsSpan();
        var title = new StringBuilder();
        foreach (var word in words.Length > 1 && words[0] is "page" or "post" ? words[1..] : words)
        {
            title.Append(title.Length == 0 ? "" : " ").Append(char.ToUpperInvariant(word[0])).Append(word.AsSpan(1));
        }

        return title.ToString();
    }
}
