using System.Globalization;
using System.Text.Json.Nodes;
using TestKit;

namespace Source.FacebookPages.Tests.EndToEnd.State.Histories;

/// <summary>Goes through what a run has put out, line by line: only true and wanted values, and no state that claims more than was emitted before it.</summary>
internal sealed class OutputCheck(ApiTimeline api, Promise promise, History history, HistoryStep step, int number, List<string> complaints)
{
    private readonly Dictionary<string, StateClaims> _given = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StateClaims> _last = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> _newest = [];
    private readonly HashSet<(int, string, int)> _keys = [];

    /// <summary>Checks the lines in their order, and notes the records with the promise.</summary>
    public void Check(ConnectorOutput output, string? state)
    {
        foreach (var item in state is null ? [] : JsonNode.Parse(state)!.AsArray())
        {
            var (stream, blob) = Parse(item!);
            _given[stream] = _last[stream] = StateClaims.Of(stream, blob, history.Zero);
        }

        foreach (var message in output.Messages)
        {
            switch (message["type"]!.GetValue<string>())
            {
                case "RECORD":
                    CheckRecord(message["record"]!["data"]!);
                    break;
                case "STATE":
                    CheckState(message["state"]!);
                    break;
            }
        }
    }

    private void CheckRecord(JsonNode data)
    {
        var (page, metric, date) = (ApiTimeline.PageOf(Text(data, "page_id")), Text(data, "metric"), Text(data, "date"));
        var day = api.NumberOf(DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture));
        var value = data["value"]!.ToJsonString();
        var shown = api.Shown(page, metric, day, step.Today);
        var isWanted = step.Metrics.Contains(metric) && day >= step.Start && day <= step.LastComplete;
        if (shown != value || !isWanted || Text(data, "end_time") != ExpectedInsights.EndTime(api.DateOf(day)))
        {
            complaints.Add($"run {number}: page {page} {metric} day {day} was emitted as {value}, which is {(isWanted ? "wanted" : "not wanted")} and was {shown ?? "not there"}");
        }

        if (!_keys.Add((page, metric, day)))
        {
            complaints.Add($"run {number}: page {page} {metric} day {day} was emitted twice");
        }

        promise.Emitted(page, metric, day, number);
    }

    private void CheckState(JsonNode state)
    {
        var (stream, blob) = Parse(state);
        var claims = StateClaims.Of(stream, blob, history.Zero);
        var given = _given.GetValueOrDefault(stream, StateClaims.None);
        var last = _last.GetValueOrDefault(stream, StateClaims.None);
        foreach (var (pageId, metric, day) in claims.Without(last))
        {
            var page = ApiTimeline.PageOf(pageId);
            if (!step.Accepted.Contains(metric) || day < step.Start || day > step.LastComplete)
            {
                complaints.Add($"run {number}: a state claims page {page} {metric} day {day}, which was not to be read");
            }
            else if (api.Shown(page, metric, day, step.Today) is not null && promise.EmittedIn(page, metric, day) != number)
            {
                complaints.Add($"run {number}: a state claims page {page} {metric} day {day} before its record");
            }
            else if (day > NewestShown(page) && day > given.LastDay(pageId))
            {
                complaints.Add($"run {number}: a state claims page {page} {metric} day {day}, although the Page had nothing after day {NewestShown(page)}");
            }
        }

        foreach (var (pageId, metric, day) in last.Without(claims))
        {
            complaints.Add($"run {number}: a state has forgotten page {pageId} {metric} day {day}");
        }

        CheckCursors(claims, given);
        _last[stream] = claims;
    }

    // The cursor may lag behind, but never lie before a metric that Facebook accepts.
    private void CheckCursors(StateClaims claims, StateClaims given)
    {
        foreach (var (pageId, endTime) in claims.EndTimes.Except(given.EndTimes))
        {
            foreach (var metric in step.Accepted)
            {
                var last = claims.LastDay(pageId, metric) is >= 0 and var day ? day : step.Start - 1;
                if (endTime > api.EndOf(last) && !promise.MayLieInTheFuture(ApiTimeline.PageOf(pageId), step))
                {
                    complaints.Add($"run {number}: the cursor {endTime:O} of {pageId} lies after the last day of {metric}, {last}");
                }
            }
        }

        if (claims.EndTimes.Count > 0 && claims.EndTime != claims.EndTimes.Values.Min())
        {
            complaints.Add($"run {number}: the cursor of a state is not the earliest of its Pages'");
        }
    }

    private int NewestShown(int page)
    {
        if (!_newest.TryGetValue(page, out var newest))
        {
            _newest.Add(page, newest = FindNewest(page));
        }

        return newest;
    }

    private int FindNewest(int page)
    {
        for (var day = Math.Min(step.LastComplete, step.Today); day >= step.Start; day--)
        {
            if (step.Accepted.Any(metric => api.Shown(page, metric, day, step.Today) is not null))
            {
                return day;
            }
        }

        return -1;
    }

    private (string Stream, JsonObject Blob) Parse(JsonNode state)
    {
        var stream = state["stream"]!["stream_descriptor"]!["name"]!.GetValue<string>();
        Assert.Equal(history.Combined, stream == "page_insights");
        return (stream, state["stream"]!["stream_state"]!.AsObject());
    }

    private static string Text(JsonNode node, string key) => node[key]!.GetValue<string>();
}
