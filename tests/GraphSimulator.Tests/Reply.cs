using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace GraphSimulator.Tests;

/// <summary>An answer as a client gets it.</summary>
internal sealed record Reply(int Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, byte[] Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonElement Json => JsonElement.Parse(Bytes);

    public JsonElement Data => Json.GetProperty("data");

    public JsonElement Error => Json.GetProperty("error");

    public string Message => Error.GetProperty("message").GetString()!;

    public int Code => Error.GetProperty("code").GetInt32();

    public int? Subcode => Error.TryGetProperty("error_subcode", out var subcode) ? subcode.GetInt32() : null;

    /// <summary>Status, code and subcode, as the table of errors names them.</summary>
    public (int Status, int Code, int? Subcode) Kind => (Status, Code, Subcode);

    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    /// <summary>The entry of a metric (and period).</summary>
    public JsonElement Entry(string metric, string period = "day")
        => Data.EnumerateArray().Single(e => e.GetProperty("name").GetString() == metric && e.GetProperty("period").GetString() == period);

    /// <summary>The end_time of each point, cut to the hour: "2026-11-02T08".</summary>
    public IReadOnlyList<string> EndTimes(string metric, string period = "day")
        => [.. Entry(metric, period).GetProperty("values").EnumerateArray().Select(v => v.GetProperty("end_time").GetString()![..13])];

    /// <summary>The raw value of each point.</summary>
    public IReadOnlyList<string> Values(string metric, string period = "day")
        => [.. Entry(metric, period).GetProperty("values").EnumerateArray().Select(v => v.GetProperty("value").GetRawText())];

    public string? Next => Paging("next");

    public string? Previous => Paging("previous");

    public static async Task<Reply> OfAsync(HttpResponseMessage response)
        => new((int)response.StatusCode, response.Headers, response.Content.Headers, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

    private string? Paging(string name)
        => Json.TryGetProperty("paging", out var paging) && paging.TryGetProperty(name, out var url) ? url.GetString() : null;
}
