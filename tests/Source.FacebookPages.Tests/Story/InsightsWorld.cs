using System.Globalization;
using Source.FacebookPages.Tests.Days;

namespace Source.FacebookPages.Tests.Story;

/// <summary>
/// The insights edge in a few lines: dates inclusive to exclusive, one refused metric fails the whole call without saying which. Its values can be computed by whoever checks;
/// those of longer periods end in its number of days. Without a period it answers all of them, with a lifetime value before.
/// </summary>
internal sealed class InsightsWorld
{
    /// <summary>Whether a Page refuses a metric, and how.</summary>
    public Func<string, string, GraphAnswer?> Refuses { get; set; } = (_, _) => null;

    /// <summary>An answer that has nothing to do with the metrics' validity, looked at first.</summary>
    public Func<GraphCall, GraphAnswer?> Interrupts { get; set; } = _ => null;

    /// <summary>The value of a metric on a day, as JSON; null for none.</summary>
    public Func<string, DateOnly, string?> ValueOf { get; set; } = Value;

    /// <summary>Metrics that are left out of the answer without a word, whole or with one period: "m00", "m00 week".</summary>
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
            string[] periods = call.Parameters.TryGetValue("period", out var asked) ? [asked] : ["lifetime", "day", "week", "days_28"];
            foreach (var (period, metric) in periods.SelectMany(period => call.Metrics.Where(metric => !Silent.Contains(metric) && !Silent.Contains($"{metric} {period}")).Select(metric => (period, metric))))
            {
                json.WriteStartObject();
                json.WriteString("name", metric);
                json.WriteString("period", period);
                json.WriteStartArray("values");
                if (period == "lifetime")
                {
                    json.WriteStartObject();
                    json.WriteNumber("value", 1406);
                    json.WriteEndObject();
                }

                foreach (var (day, value) in days.Where(_ => period != "lifetime").Select(day => (day, ValueOf(metric, day))).Where(point => point.Item2 is not null))
                {
                    json.WriteStartObject();
                    json.WritePropertyName("value");
                    json.WriteRawValue(value! + (period switch { "week" => "7", "days_28" => "28", _ => "" }));
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
