namespace GraphSimulator.CommandLine;

/// <summary>The options there are, and the help they make.</summary>
internal static class OptionTable
{
    private static readonly Option[] All =
    [
        new("--host", "ADDRESS", "address to listen on; 127.0.0.1 unless given, 0.0.0.0 for containers"),
        new("--port", "NUMBER", "port for HTTP/1.1; 8099 unless given, 0 for any free one"),
        new("--http2-port", "NUMBER", "port for HTTP/2 without TLS; any free one unless given"),
        new("--pages", "COUNT", "healthy Pages 100000000000001 …; 3 unless given"),
        new("--section12", null, "the six Pages of the manual instead: healthy twice, small, lost, unpublished, throttled"),
        new("--days", "COUNT", "days with data before today; 730 unless given"),
        new("--now", "INSTANT", "the simulated time; 2026-11-22T18:00:00Z unless given"),
        new("--running-clock", null, "lets the simulated time go on from --now; it stands still otherwise"),
        new("--latency-ms", "COUNT", "real time that every answer takes"),
        new("--require-proof", null, "refuses calls without appsecret_proof"),
        new("--businesses", "COUNT", "business portfolios; the Pages are spread over them as owned and client Pages"),
        new("--monetization", null, "every Page may see what it earns"),
        new("--posts", "COUNT", "posts of each Page"),
        new("--fault-rate", "SHARE", "share of the calls, 0 to 1, that a fault hits which a retry mends"),
        new("--seed", "NUMBER", "which calls; the same seed, the same faults"),
        new("--fault", "KIND@CALL", "one fault at a call: reset, truncate, stall, html, broken-json, empty, 200-error, 429, or a number such as 1, 2, 4, 17, 32, 190, 613, 80001"),
        new("--dead-metric", "NAME[@PAGE]", "Graph refuses it, on one Page or all; may be repeated"),
        new("--missing-metric", "NAME[@PAGE]", "Graph silently leaves it out; may be repeated"),
        new("--refused-field", "NAME", "a Page field that fails the call; may be repeated"),
        new("--lost-page", "PAGE[@CALL[:FORM]]", "lost at that call about it; FORM is role (unless given), gone, permission, endpoint; may be repeated"),
        new("--dead-page-token", "PAGE@CALL", "its token dies at that call about it; listing gives a new one; may be repeated"),
        new("--dead-tokens", "CALL", "all tokens die at that call"),
        new("--small-page", "PAGE", "has 60 likes; may be repeated"),
        new("--unpublished-page", "PAGE", "is not published; may be repeated"),
        new("--missing-scope", "NAME", "the user did not grant it; may be repeated"),
        new("--data-access-lapsed", null, "the user's data access is over: calls succeed and give nothing"),
        new("--app-growth", "PERCENT", "usage of the app that a call costs"),
        new("--page-growth", "PERCENT", "usage of a Page that a call costs"),
        new("--block-seconds", "COUNT", "how long the door is shut at 100 %; 180 unless given; pair it with --running-clock"),
        new("--most-points", "COUNT", "metrics × days beyond which an answer is too much"),
        new("--ready-delay-hours", "COUNT", "how long after its end a day becomes available"),
        new("--revised-days", "COUNT", "last complete days whose values are still to be corrected"),
        new("--hidden-day", "DATE[@PAGE]", "a day without data; may be repeated"),
        new("--until-rule", "RULE", "Recorded (unless given), EndTimeUpToUntil, EndTimeBeforeUntil, UntilsDayIncluded, UtcDates"),
        new("--longest-range", "DAYS", "longest range of a call; 93 unless given"),
        new("--cache", null, "renders each answer once, for measurements"),
    ];

    public static Option? Find(string name) => Array.Find(All, o => o.Name == name);

    public static string Help { get; } =
        "A Facebook Graph API for tests and for playing, with invented Pages.\n\n"
        + "dotnet run --project tests/GraphSimulator -- [options]\n\n"
        + string.Concat(All.Select(o => $"  {o.Name + (o.Value is null ? "" : " " + o.Value),-38} {o.Text}\n"))
        + "  --help                                 this text\n\n"
        + "Prints one line of JSON: addresses, tokens, Page ids. Ends on SIGTERM or SIGINT.\n";

    /// <summary>One option; one without a value is a switch.</summary>
    internal sealed record Option(string Name, string? Value, string Text);
}
