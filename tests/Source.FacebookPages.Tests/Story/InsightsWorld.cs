using System.Globalization;
using Source.FacebookPages.Tests.Days;

namespace Source.FacebookPages.Tests.Story;

/// <summary>
/// The insights edge in a few lines: dates inclusive to exclusive, one refused metric fails the whole call without saying which. Its values can be computed by whoever checks.
/// </summary>
internal sealed class InsightsWorld
{
    /// <summary>Whether a Page refuses a metric, and how.</summary>
    public Func<string, string, GraphAnswer?> Refuses { get; set; } = (_, _) => null;

    /// <summary>An answer that has nothing to do with the metrics' validity, looked at first.</summary>
    public Func<GraphCall, GraphAnswer?> Interrupts { get; set; } = _ => null;

    /// <summary>The value of a metric on a day, as JSON; null for none.</summary>
    public Func<string, DateOnly, string?> ValueOf { get; set; } = Value;

    /// <summary>Metrics that are left out of the answer without a word.</summary>
    public HashSet<string> Silent { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the day that ends at <c>until</c> is left out, as some documented samples have it.</summary>
    public bool EndsADayShort { get; set; }

    public static string? Value(string metric, DateOnly day) => (day.DayNumber + metric.Sum(letter => letter)).ToString(CultureInfo.InvariantCulture);

    public static Func<string, string, GraphAnswer?> Refusing(params string[] metrics) => (_, metric) => metrics.Contains(metric) ? GraphAnswer.InvalidMetric : null;

    public GraphAnswer Answer(GraphCall call)
    {
        if (Interrupts(call) is { } interruption)
        {
            return interruption;
        }

        if (call.Metrics.Select(metric => Refuses(call.Node, metric)).FirstOrDefault(refusal => refusal is not null) is { } refused)
        {
            return refused;
        }

        var days = Day.Numbers(call.Window).Select(Day.No).SkipLast(EndsADayShort ? 1 : 0).ToList();
        return GraphAnswer.Ok(Json.Written(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("data");
            foreach (var metric in call.Metrics.Where(metric => !Silent.Contains(metric)))
            {
                json.WriteStartObject();
                json.WriteString("name", metric);
                json.WriteString("period", call.Parameters["period"]);
                json.WriteStartArray("values");
                foreach (var (day, value) in days.Select(day => (day, ValueOf(metric, day))).Where(point => point.Item2 is not null))
                {
                    json.WriteStartObject();
                    json.WritePropertyName("value");
                    json.WriteRawValue(value!);
                    json.WriteString("end_time", UsRule.EndOf(day).ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture));
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteString("title", "Daily");
                json.WriteString("id", $"{call.Node}/insights/{metric}/day");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartObject("paging");
            json.WriteString("next", "https://graph.facebook.com/follow-me-not");
            json.WriteEndObject();
            json.WriteEndObject();
        }));
    }
}
