using System.Text.Json.Nodes;

namespace Source.FacebookPages.Tests.EndToEnd;

/// <summary>An input that can't be right, and what the one message about it must say.</summary>
/// <param name="Name">What is wrong, as a short sentence.</param>
/// <param name="Text">The content of the file; null for a file that is not there.</param>
/// <param name="Says">Parts of the message.</param>
public sealed record BadInput(string Name, string? Text, params string[] Says)
{
    /// <summary>Stands for the address of the simulator in a text.</summary>
    public const string Url = "{url}";

    /// <summary>A token that no simulator knows; it must never be shown.</summary>
    public const string Secret = "EAAMARKERsecret0123456789";

    private const string GoodCredentials = $$"""{"auth_type":"access_token","access_token":"{{Secret}}"}""";

    /// <summary>Configurations.</summary>
    public static IReadOnlyList<BadInput> Configurations { get; } =
    [
        new("no file", null, "config.json does not exist"),
        new("an empty file", "", "config.json is not valid JSON"),
        new("blanks", "  \n", "is not valid JSON"),
        new("no JSON", "access_token: EAAB", "is not valid JSON"),
        new("half a JSON", """{"credentials":{"auth_type":"access_token","access_token":""" + $"\"{Secret}", "is not valid JSON"),
        new("two objects", "{}{}", "is not valid JSON"),
        new("a comma too many", """{"credentials":{},}""", "is not valid JSON"),
        new("a comment", "// my config\n{}", "is not valid JSON"),
        new("single quotes", "{'credentials':{}}", "is not valid JSON"),
        new("a value that is no JSON", """{"start_date":2026-01-01}""", "is not valid JSON"),
        new("no end of nesting", string.Concat(Enumerable.Repeat("""{"a":""", 5000)), "is not valid JSON"),
        new("half a surrogate pair", """{"credentials":{"auth_type":"access_token","access_token":"\ud800"}}""", "not valid Unicode"),
        new("a list", $"[{GoodCredentials}]", "must hold a JSON object, not"),
        new("a text", "\"EAAB\"", "must hold a JSON object, not"),
        new("a number", "5", "must hold a JSON object, not"),
        new("null", "null", "must hold a JSON object, not"),
        new("an empty object", "{}", "credentials"),
        new("credentials that are the token", $$"""{"credentials":"{{Secret}}"}""", "credentials", "an object with auth_type"),
        new("the token at the top", $$"""{"access_token":"{{Secret}}"}""", "access_token must stand inside credentials"),
        new("no auth_type", $$$"""{"credentials":{"access_token":"{{{Secret}}}"}}""", "credentials.auth_type"),
        new("an unknown auth_type", $$$"""{"credentials":{"auth_type":"oauth","access_token":"{{{Secret}}}"}}""", "credentials.auth_type", "page_access_tokens"),
        new("no token", """{"credentials":{"auth_type":"access_token"}}""", "credentials.access_token"),
        new("a token with a line break", """{"credentials":{"auth_type":"access_token","access_token":"EAAMARKER\nsecret0123456789"}}""", "credentials.access_token"),
        new("a token that is a number", """{"credentials":{"auth_type":"access_token","access_token":123456789}}""", "credentials.access_token", "a number"),
        new("no page tokens", """{"credentials":{"auth_type":"page_access_tokens","page_tokens":[]}}""", "credentials.page_tokens"),
        new("two tokens for a Page", $$$"""{"credentials":{"auth_type":"page_access_tokens","page_tokens":[{"page_id":"1","access_token":"{{{Secret}}}"},{"page_id":"1","access_token":"EAAother"}]}}""", "page_tokens"),
        With("page_ids that are one text", "page_ids", "\"100\"", "page_ids"),
        With("page_ids that are numbers", "page_ids", "[100]", "page_ids[0]"),
        With("a page_id that is a name", "page_ids", "[\"bluedoor\"]", "page_ids[0]"),
        With("a start in words", "start_date", "\"yesterday\"", "start_date", "YYYY-MM-DD"),
        With("a thirteenth month", "start_date", "\"2026-13-01\"", "start_date"),
        With("a 29th of February without one", "start_date", "\"2025-02-29\"", "start_date"),
        With("a date with a time", "end_date", "\"2026-01-01T00:00:00Z\"", "end_date"),
        With("a start behind the end", "start_date", "\"2026-05-02\",\"end_date\":\"2026-05-01\"", "start_date", "end_date"),
        With("a negative lookback", "lookback_window_days", "-1", "lookback_window_days", "0", "90"),
        With("a lookback in quotes", "lookback_window_days", "\"7\"", "lookback_window_days"),
        With("a broken number of days", "window_days", "7.5", "window_days"),
        With("too long a window", "window_days", "91", "window_days", "90"),
        With("a huge number", "concurrency", "99999999999999999999", "concurrency", "64"),
        With("no concurrency", "concurrency", "0", "concurrency"),
        With("no attempt", "max_attempts", "0", "max_attempts"),
        With("too long a wait", "max_wait_seconds", "10801", "max_wait_seconds"),
        With("an unknown period", "periods", "[\"hour\"]", "periods[0]", "days_28"),
        With("no period", "periods", "[]", "periods"),
        With("an unknown group", "metric_groups", "[\"likes\"]", "metric_groups[0]", "media_view"),
        With("nothing to ask for", "metric_groups", "[]", "metric_groups"),
        With("a metric with a blank", "metrics", "[\"page views\"]", "metrics[0]"),
        With("an unknown layout", "stream_layout", "\"one\"", "stream_layout", "combined"),
        With("a version without its v", "api_version", "\"25.0\"", "api_version"),
        With("a version that is too old", "api_version", "\"v17.0\"", "api_version", "v18.0"),
        With("an unknown reaction", "on_page_access_lost", "\"ignore\"", "on_page_access_lost", "skip"),
        With("a boolean in quotes", "discover_business_pages", "\"true\"", "discover_business_pages"),
        With("an address without a scheme", "api_url", "\"graph.facebook.com\"", "api_url"),
        With("an address with a password", "api_url", $"\"https://user:{Secret}@example.org\"", "api_url"),
        With("every named Page excluded", "page_ids", "[\"1\"],\"exclude_page_ids\":[\"1\"]", "exclude_page_ids"),
        new("many mistakes at once", $$"""{"credentials":{"auth_type":"access_token"},"page_ids":"1","start_date":"x","window_days":0,"periods":[1]}""",
            "credentials.access_token", "page_ids", "start_date", "window_days", "periods[0]"),
    ];

    /// <summary>Configured catalogs that are none.</summary>
    public static IReadOnlyList<BadInput> Catalogs { get; } =
    [
        new("no file", null, "catalog.json does not exist"),
        new("an empty file", "", "catalog.json cannot be used", "not valid JSON"),
        new("no JSON", "pages", "not valid JSON"),
        new("half a JSON", """{"streams":[{"stream":{"name":"pages""", "not valid JSON"),
        new("a list", "[]", "must be an object with a list \"streams\""),
        new("no streams", "{}", "no list \"streams\""),
        new("streams that are no list", """{"streams":{"pages":1}}""", "\"streams\"", "must be a list"),
        new("a stream that is a text", """{"streams":["pages"]}""", "streams[0]", "must be an object"),
        new("a stream without its object", """{"streams":[{"name":"pages","sync_mode":"full_refresh"}]}""", "streams[0]", "no object \"stream\""),
        new("a stream without a name", """{"streams":[{"stream":{},"sync_mode":"full_refresh"}]}""", "streams[0].stream", "no \"name\""),
        new("a name that is a number", """{"streams":[{"stream":{"name":1},"sync_mode":"full_refresh"}]}""", "no \"name\""),
        new("half a surrogate pair", """{"streams":[{"stream":{"name":"\ud800"},"sync_mode":"full_refresh"}]}""", "streams[0].stream"),
    ];

    /// <summary>States that are none.</summary>
    public static IReadOnlyList<BadInput> States { get; } =
    [
        new("no JSON", "end_time=2026-01-01", "state.json cannot be used", "not valid JSON"),
        new("half a JSON", """[{"type":"STREAM","stream":{"stream_descriptor":""", "not valid JSON"),
        new("a number", "5", "must be a list of stream states or an object"),
        new("a text", "\"2026-01-01\"", "must be a list of stream states or an object"),
        new("a list of texts", "[\"2026-01-01\"]", "must be a list of stream states or an object"),
        new("the state of a stream alone", """{"end_time":"2026-11-20T08:00:00Z","version":1}""", "names no stream", "wrap it"),
        new("an unknown type", """[{"type":"STREAMS","stream":{}}]""", "unknown type"),
        new("no descriptor", """[{"type":"STREAM","stream":{"stream_state":{}}}]""", "no \"stream_descriptor\""),
        new("a state that is a text", """[{"type":"STREAM","stream":{"stream_descriptor":{"name":"page_insights_1"},"stream_state":"x"}}]""", "page_insights_1", "must be an object"),
        new("a type without its content", """[{"type":"STREAM"}]""", "lacks its content"),
        new("half a surrogate pair", """[{"type":"STREAM","stream":{"stream_descriptor":{"name":"\udc00"},"stream_state":{}}}]""", "not valid Unicode"),
    ];

    /// <summary>States of one stream that this version does not understand.</summary>
    public static IReadOnlyList<BadInput> StatesOfAStream { get; } =
    [
        new("a version to come", """{"end_time":"2026-11-20T08:00:00Z","version":99}""", "version"),
        new("a version in quotes", """{"end_time":"2026-11-20T08:00:00Z","version":"1"}""", "version"),
        new("an end_time that is no time", """{"end_time":"yesterday","version":1}""", "end_time"),
        new("an end_time that is a number", """{"end_time":20261120,"version":1}""", "end_time"),
        new("covered that is no list", """{"end_time":"2026-11-20T08:00:00Z","version":1,"covered":{"a":1},"metric_sets":[]}""", "covered"),
        new("a range without dates", """{"end_time":"2026-11-20T08:00:00Z","version":1,"covered":[{"set":0}],"metric_sets":[["page_follows"]]}""", "covered"),
        new("a set that is not there", """{"end_time":"2026-11-20T08:00:00Z","version":1,"covered":[{"since":"2026-01-01","until":"2026-11-19","metrics":7}],"metric_sets":[["page_follows"]]}""", "set"),
    ];

    public override string ToString() => Name;

    private static BadInput With(string name, string key, string value, params string[] says) =>
        new(name, $$"""{"credentials":{{GoodCredentials}},"api_url":"{{Url}}","{{key}}":{{value}}}""", says);
}
