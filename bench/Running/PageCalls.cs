using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using GraphSimulator;
using GraphSimulator.Journal;
using TestKit;

namespace Bench.Running;

/// <summary>The insights calls that a connector makes about all Pages: those it was seen to make about one Page, in another simulator.</summary>
/// <param name="All">The calls.</param>
/// <param name="Encodings">What it accepts.</param>
internal sealed record PageCalls(IReadOnlyList<PageCall> All, string Encodings)
{
    /// <summary>Finds them out.</summary>
    /// <param name="programs">The connector.</param>
    /// <param name="simulator">Whose Pages.</param>
    /// <param name="settings">How the connector is configured.</param>
    public static async Task<PageCalls> PrepareAsync(Programs programs, SimulatorProcess simulator, params (string Key, JsonNode Value)[] settings)
    {
        var seen = await SeenAsync(programs, settings);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }, disposeHandler: true);
        var tokens = await TokensAsync(http, simulator);
        return new PageCalls([.. tokens.SelectMany(page => seen.Select(call => new PageCall(Target(call, page.Id), page.Token)))], seen[0].AcceptEncoding);
    }

    private static async Task<IReadOnlyList<JournalEntry>> SeenAsync(Programs programs, (string Key, JsonNode Value)[] settings)
    {
        using var inputs = new Inputs();
        await using var server = await GraphSimulatorServer.StartAsync(SimulatedWorld.Create(1, now: TimeProvider.System.GetUtcNow()));
        var config = settings.Aggregate(new ConfigBuilder(server), (all, setting) => all.With(setting.Key, setting.Value.DeepClone()));
        _ = ProcessRun.Of(programs.Connector, inputs.Read(config, ["page_insights_" + server.World.Pages.All[0].Id]));
        return server.Journal.Insights();
    }

    private static async Task<IReadOnlyList<(string Id, string Token)>> TokensAsync(HttpClient http, SimulatorProcess simulator)
    {
        var tokens = new List<(string, string)>();
        var address = "/v25.0/me/accounts?fields=id,access_token&limit=100";
        for (string? after = ""; after is not null;)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(simulator.Url, after.Length == 0 ? address : $"{address}&after={after}"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", simulator.Token);
            using var response = await http.SendAsync(request);
            using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
            var entries = document.RootElement.GetProperty("data");
            tokens.AddRange(entries.EnumerateArray().Select(page => (page.GetProperty("id").GetString()!, page.GetProperty("access_token").GetString()!)));
            after = entries.GetArrayLength() > 0 ? document.RootElement.GetProperty("paging").GetProperty("cursors").GetProperty("after").GetString() : null;
        }

        return tokens;
    }

    private static string Target(JournalEntry call, string pageId) =>
        call.Path.Replace(call.PageId!, pageId, StringComparison.Ordinal) + "?" + string.Join('&', call.Parameters.Select(parameter => $"{parameter.Key}={parameter.Value}"));
}
