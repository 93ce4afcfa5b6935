using System.Globalization;
using Airbyte.Cdk;
using Facebook.Graph;

namespace Source.FacebookPages.Tests.Story;

/// <summary>A real Graph client before a scripted server, and what a run shares around it.</summary>
internal sealed class GraphStory : IDisposable
{
    public GraphStory(Func<GraphCall, GraphAnswer> answer, string now = "2026-11-22T18:00:00Z", string? appSecret = null, int maxAttempts = 3)
    {
        Server = new ScriptedServer(answer);
        Time = new ImpatientTime(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture));
        Client = new GraphClient(
            new HttpClient(Server),
            new GraphClientOptions { Version = "v25.0", AppSecret = appSecret, MaxAttempts = maxAttempts },
            Time,
            () => 0.5,
            Log);
        Edges = new GraphEdges(Client);
        Services = new ConnectorServices(Log, Redactor, Time, _ => null);
    }

    public ScriptedServer Server { get; }

    public ImpatientTime Time { get; }

    public GraphClient Client { get; }

    public GraphEdges Edges { get; }

    public RecordedLog Log { get; } = new();

    public SecretRedactor Redactor { get; } = new();

    public ConnectorServices Services { get; }

    public void Dispose() => Client.Dispose();
}
