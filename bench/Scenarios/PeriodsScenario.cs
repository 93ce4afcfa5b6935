using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Bench.Figures;
using Bench.Running;
using GraphSimulator;
using GraphSimulator.Journal;
using TestKit;

namespace Bench.Scenarios;

/// <summary>One call for all periods against a call for each.</summary>
internal sealed class PeriodsScenario(Programs programs) : IScenario
{
    private static readonly string[] Periods = ["day", "week", "days_28"];

    /// <inheritdoc/>
    public string Name => "periods";

    /// <inheritdoc/>
    public async Task<Section> RunAsync()
    {
        List<IReadOnlyList<string>> rows = [];
        foreach (var days in new[] { 1, 8, 30, 90 })
        {
            await using var server = await GraphSimulatorServer.StartAsync(SimulatedWorld.Create(1, now: TimeProvider.System.GetUtcNow()));
            var seen = Seen(server, days);
            for (var wanted = 1; wanted <= Periods.Length; wanted++)
            {
                var calls = seen.Take(wanted).ToList();
                rows.Add(Row(
                    days,
                    string.Join(" + ", Periods.Take(wanted)),
                    await FetchAsync(server, [.. calls.Select(call => Target(call, call.Metrics, withPeriod: true))]),
                    await FetchAsync(server, [Target(calls[0], calls.SelectMany(call => call.Metrics).Distinct(StringComparer.Ordinal), withPeriod: false)])));
            }
        }

        return new Section(
            "More than one period in a call",
            """
            The default metrics of one Page: a call for each period that is wanted, against one call without `period`, which Graph answers with every period that a metric has (and `page_follows` with
            its lifetime). Raw is the bodies decompressed, the wire all bytes of the connection both ways, with the headers of HTTP/1.1 and gzip. Each call counts against the rate limits.
            """,
            ["days", "periods wanted", "calls", "raw KB", "gzip KB", "wire KB", "without `period`: calls", "raw KB", "gzip KB", "wire KB", "wire against a call each"],
            rows);
    }

    private List<JournalEntry> Seen(GraphSimulatorServer server, int days)
    {
        using var inputs = new Inputs();
        var page = "page_insights_" + server.World.Pages.All[0].Id;
        foreach (var period in Periods)
        {
            // Each by itself, or the connector would find out that one call does for all of them.
            var config = new ConfigBuilder(server).With("start_date", Reference.DaysBack(days - 1)).With("periods", new JsonArray(period));
            _ = ProcessRun.Of(programs.Connector, inputs.Read(config, [period == "day" ? page : $"{page}_{period}"]));
        }

        return [.. Periods.Select(period => server.Journal.Insights().Single(call => call["period"] == period))];
    }

    private static string Target(JournalEntry call, IEnumerable<string> metrics, bool withPeriod) =>
        call.Path + "?" + string.Join('&', call.Parameters
            .Where(parameter => withPeriod || parameter.Key != "period")
            .Select(parameter => $"{parameter.Key}={(parameter.Key == "metric" ? string.Join(',', metrics) : parameter.Value)}"));

    private static async Task<Traffic> FetchAsync(GraphSimulatorServer server, IReadOnlyList<string> targets)
    {
        var wire = new WireCount();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, ConnectCallback = wire.ConnectAsync }, disposeHandler: true);
        var (raw, compressed) = (0L, 0L);
        foreach (var target in targets)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.BaseUrl, target));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", server.World.Pages.All[0].Token.Value);
            request.Headers.AcceptEncoding.ParseAdd("gzip");
            using var response = await http.SendAsync(request);
            response.EnsureSuccessStatusCode();
            var body = await response.Content.ReadAsByteArrayAsync();
            compressed += body.Length;
            using var plain = new MemoryStream();
            await new GZipStream(new MemoryStream(body), CompressionMode.Decompress).CopyToAsync(plain);
            raw += plain.Length;
        }

        return new Traffic(targets.Count, raw, compressed, wire.Sent + wire.Received);
    }

    private static IReadOnlyList<string> Row(int days, string wanted, Traffic each, Traffic one) =>
        [Shown.Whole(days), wanted, .. each.Cells(), .. one.Cells(), Shown.Two((double)one.Wire / each.Wire)];

    private sealed record Traffic(int Calls, long Raw, long Compressed, long Wire)
    {
        public IEnumerable<string> Cells() => [Shown.Whole(Calls), Shown.One(Raw / 1000.0), Shown.One(Compressed / 1000.0), Shown.One(Wire / 1000.0)];
    }
}
