using GraphSimulator.Pages;
using GraphSimulator.Tokens;

namespace GraphSimulator.Http;

/// <summary>Understands a request: version, path, parameters, token, and which Page it is about.</summary>
internal static class GraphCallReader
{
    public static GraphCall Read(RawRequest request, SimulatedWorld world)
    {
        var parameters = new CallParameters([.. CallParameters.Parse(request.Query), .. request.Form]);
        var segments = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToList();
        string? asked = null;
        if (segments.Count > 0 && GraphVersions.IsVersion(segments[0]))
        {
            asked = segments[0];
            segments.RemoveAt(0);
        }

        var now = world.Now;
        var value = parameters["access_token"] is { Length: > 0 } parameter ? parameter : request.HeaderToken;
        var token = value is null ? null : world.Tokens.Find(value);
        var page = PageOf(segments, token, world);
        return new GraphCall
        {
            Number = world.CountCall(),
            Method = (request.HttpMethod is "GET" or "POST" ? parameters["method"]?.ToUpperInvariant() : null) ?? request.HttpMethod,
            AskedVersion = asked,
            ServedVersion = GraphVersions.Serve(asked, now) ?? GraphVersions.Serve(asked: null, now)!,
            IsUnknownVersion = GraphVersions.Serve(asked, now) is null,
            Segments = segments,
            Parameters = parameters,
            TokenValue = value,
            Token = token,
            Page = page,
            PageCall = page?.CountCall() ?? 0,
            Now = now,
            BaseUrl = request.BaseUrl,
            InBatch = request.InBatch,
        };
    }

    private static SimulatedPage? PageOf(List<string> segments, SimulatedToken? token, SimulatedWorld world)
    {
        if (segments.Count == 0)
        {
            return null;
        }

        if (segments[0] == "me")
        {
            return token?.PageId is { } own ? world.Pages.Find(own) : null;
        }

        var end = segments[0].IndexOf('_', StringComparison.Ordinal);
        return world.Pages.Find(end > 0 ? segments[0][..end] : segments[0]);
    }
}
