using GraphSimulator.Pages;
using GraphSimulator.Tokens;

namespace GraphSimulator.Http;

/// <summary>One call as Graph sees it: an HTTP request, or one operation of a batch.</summary>
public sealed class GraphCall
{
    /// <summary>1 for the first call that this world ever got; operations of a batch are counted too.</summary>
    public required int Number { get; init; }

    /// <summary>The method, after a <c>method=</c> override.</summary>
    public required string Method { get; init; }

    /// <summary>The version of the path, null when there is none.</summary>
    public required string? AskedVersion { get; init; }

    /// <summary>The version that answers, for example "v21.0" when "v18.0" was asked.</summary>
    public required string ServedVersion { get; init; }

    /// <summary>Whether the asked version never existed.</summary>
    public bool IsUnknownVersion { get; init; }

    /// <summary>The parts of the path behind the version.</summary>
    public required IReadOnlyList<string> Segments { get; init; }

    public required CallParameters Parameters { get; init; }

    /// <summary>The token as sent; the parameter wins over the header.</summary>
    public required string? TokenValue { get; init; }

    /// <summary>The token, when the world knows it.</summary>
    public required SimulatedToken? Token { get; init; }

    /// <summary>The Page the call is about: named in the path, or <c>me</c> with its own token.</summary>
    public required SimulatedPage? Page { get; init; }

    /// <summary>1 for the first call about this Page; 0 when it is about none.</summary>
    public required int PageCall { get; init; }

    /// <summary>The world's time when the call came in.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Where the call came in, for paging URLs, without a slash at the end.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>Whether it is an operation of a batch.</summary>
    public bool InBatch { get; init; }

    /// <summary>Set when a rate limit had shut the door on it.</summary>
    internal bool WasBlocked { get; set; }

    /// <summary>The edge: the second part of the path, "" for a node.</summary>
    public string Edge => Segments.Count > 1 ? Segments[1] : "";

    /// <summary>Whether the call asks for insights of a Page, by edge or by field expansion.</summary>
    public bool AsksInsights => Edge == "insights" || (Parameters["fields"] ?? "").Contains("insights", StringComparison.Ordinal);

    /// <summary>The main number of the served version.</summary>
    public int Version => GraphVersions.NumberOf(ServedVersion);

    /// <summary>A trace id as Graph gives one with every error; tells the calls apart.</summary>
    public string TraceId => string.Concat("A", $"{Insights.ValueFormula.Hash($"trace|{Number}"):x16}".AsSpan(0, 12), "Z");

    /// <summary>The request without its secrets, parameters in order: the same for each try of it.</summary>
    public string Key => $"{Method} {string.Join('/', Segments)} {Token?.Name} "
        + string.Join('&', Parameters.Pairs
            .Where(p => p.Key is not ("access_token" or "appsecret_proof" or "appsecret_time"))
            .Select(p => $"{p.Key}={p.Value}")
            .Order(StringComparer.Ordinal));

    public GraphAnswer Fail(GraphError error) => GraphAnswer.Of(error, TraceId);
}
