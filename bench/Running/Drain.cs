using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using GraphSimulator;
using GraphSimulator.Journal;
using TestKit;

namespace Bench.Running;

/// <summary>
/// Fetches the insights answers that a connector fetches, and does nothing with them. What it asks for is what the connector was seen to ask for one Page, in another simulator.
/// </summary>
internal sealed class Drain : IDisposable
{
    private readonly HttpClient _http;
    private readonly IReadOnlyList<(Uri Address, string Token)> _targets;
    private readonly string _encodings;
    private readonly int _concurrency;

    private Drain(HttpClient http, IReadOnlyList<(Uri Address, string Token)> targets, string encodings, int concurrency)
    {
        _concurrency = concurrency;
        _http = http;
        _targets = targets;
        _encodings = encodings;
    }

    /// <summary>Finds out what to fetch.</summary>
    /// <param name="programs">The connector.</param>
    /// <param name="simulator">Where to fetch it.</param>
    /// <param name="concurrency">How many at a time.</param>
    /// <param name="settings">How the connector is configured.</param>
    public static async Task<Drain> PrepareAsync(Programs programs, SimulatorProcess simulator, int concurrency = 8, params (string Key, JsonNode Value)[] settings)
    {
        var calls = await SeenCallsAsync(programs, settings);
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }, disposeHandler: true);
        var tokens = await TokensAsync(http, simulator);
        var targets = tokens.SelectMany(page => calls.Select(call => (new Uri(simulator.Url, Target(call, page.Id)), page.Token))).ToList();
        return new Drain(http, targets, calls[0].AcceptEncoding, concurrency);
    }

    /// <summary>Fetches everything once.</summary>
    public async Task<DrainRun> RunAsync()
    {
        var bytes = 0L;
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(_targets, new ParallelOptions { MaxDegreeOfParallelism = _concurrency }, async (target, cancellationToken) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, target.Address);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", target.Token);
            request.Headers.TryAddWithoutValidation("Accept-Encoding", _encodings);
            using var response = await _http.SendAsync(request, cancellationToken);
            response.EnsureSuccessStatusCode();
            Interlocked.Add(ref bytes, (await response.Content.ReadAsByteArrayAsync(cancellationToken)).Length);
        });
        return new DrainRun(_targets.Count, bytes, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static async Task<IReadOnlyList<JournalEntry>> SeenCallsAsync(Programs programs, (string Key, JsonNode Value)[] settings)
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
