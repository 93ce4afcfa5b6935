using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Bench.Running;

/// <summary>Fetches the insights answers that a connector fetches, and does nothing with them.</summary>
internal sealed class Drain : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }, disposeHandler: true);
    private readonly Uri _server;
    private readonly PageCalls _calls;
    private readonly int _concurrency;

    private Drain(Uri server, PageCalls calls, int concurrency)
    {
        _server = server;
        _calls = calls;
        _concurrency = concurrency;
    }

    /// <summary>Finds out what to fetch.</summary>
    /// <param name="programs">The connector.</param>
    /// <param name="simulator">Where to fetch it.</param>
    /// <param name="concurrency">How many at a time.</param>
    /// <param name="settings">How the connector is configured.</param>
    public static async Task<Drain> PrepareAsync(Programs programs, SimulatorProcess simulator, int concurrency = 8, params (string Key, JsonNode Value)[] settings) =>
        new(simulator.Url, await PageCalls.PrepareAsync(programs, simulator, settings), concurrency);

    /// <summary>Fetches everything once.</summary>
    public async Task<DrainRun> RunAsync()
    {
        var bytes = 0L;
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(_calls.All, new ParallelOptions { MaxDegreeOfParallelism = _concurrency }, async (call, cancellationToken) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_server, call.Target));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", call.Token);
            request.Headers.TryAddWithoutValidation("Accept-Encoding", _calls.Encodings);
            using var response = await _http.SendAsync(request, cancellationToken);
            response.EnsureSuccessStatusCode();
            Interlocked.Add(ref bytes, (await response.Content.ReadAsByteArrayAsync(cancellationToken)).Length);
        });
        return new DrainRun(_calls.All.Count, bytes, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
