using GraphSimulator.Http;
using GraphSimulator.Time;

namespace GraphSimulator.Insights;

/// <summary>
/// The neighbouring windows of the same number of Pacific days. They are there even without data and carry the token; only
/// the window that holds the current day has no next. Who follows them, walks for ever. The parameter <c>pretty=0</c>, which Graph prints in such URLs, tells a
/// followed one from one that a client made itself.
/// </summary>
internal static class InsightsPaging
{
    public static void Write(GraphJsonWriter json, GraphCall call, InsightsQuery query, bool neverEnds)
    {
        var window = query.Window;
        var today = PacificCalendar.DayOf(call.Now);
        json.Name("paging");
        json.StartObject();
        json.Text("previous", Url(call, query, window.Start.AddDays(-window.Span), window.Start));
        if (neverEnds || window.End <= today || window.Start > today)
        {
            json.Text("next", Url(call, query, window.End, window.End.AddDays(window.Span)));
        }

        json.EndObject();
    }

    /// <summary>Whether a call has the marks of such a URL.</summary>
    public static bool LooksFollowed(GraphCall call)
        => call.Edge == "insights" && call.Parameters["pretty"] == "0"
            && call.Parameters["since"] is { } since && since.All(char.IsAsciiDigit)
            && call.Parameters["until"] is { } until && until.All(char.IsAsciiDigit);

    private static string Url(GraphCall call, InsightsQuery query, DateOnly since, DateOnly until)
    {
        var period = query.Period is { } p ? "&period=" + PeriodNames.NameOf(p) : "";
        var breakdown = query.Breakdown is null ? "" : "&breakdown=" + query.Breakdown;
        var token = Uri.EscapeDataString(call.TokenValue ?? "");
        return $"{call.BaseUrl}/{call.ServedVersion}/{call.Page!.Id}/insights?access_token={token}&pretty=0"
            + $"&metric={Uri.EscapeDataString(query.MetricText)}{period}{breakdown}"
            + $"&since={PacificCalendar.MidnightOf(since).ToUnixTimeSeconds()}&until={PacificCalendar.MidnightOf(until).ToUnixTimeSeconds()}";
    }
}
