using System.Net;
using System.Text;

namespace Source.FacebookPages.Tests.Story;

/// <summary>Answers requests as the story says, and keeps them. Stands where the network would.</summary>
internal sealed class ScriptedServer(Func<GraphCall, GraphAnswer> answer) : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private readonly List<GraphCall> _calls = [];

    /// <summary>What was asked so far, in order.</summary>
    public IReadOnlyList<GraphCall> Calls
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>The insights calls among them.</summary>
    public IReadOnlyList<GraphCall> InsightsCalls => [.. Calls.Where(call => call.IsInsights)];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var form = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var call = new GraphCall(
            request.Method.Method,
            string.Join('/', request.RequestUri!.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(1)),
            Parameters(request.RequestUri.Query.TrimStart('?'), form),
            request.Headers.Authorization?.Parameter);
        GraphAnswer said;
        lock (_gate)
        {
            _calls.Add(call);
            said = answer(call);
        }

        return new HttpResponseMessage((HttpStatusCode)said.Status) { Content = new StringContent(said.Body, Encoding.UTF8, "application/json"), RequestMessage = request };
    }

    private static Dictionary<string, string> Parameters(params string[] texts) => texts
        .SelectMany(text => text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => Uri.UnescapeDataString(pair[0]), pair => Uri.UnescapeDataString(pair[1].Replace('+', ' ')), StringComparer.Ordinal);
}
