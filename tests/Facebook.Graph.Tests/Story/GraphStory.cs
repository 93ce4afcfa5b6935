using System.Text;

namespace Facebook.Graph.Tests;

/// <summary>A client, its scripted server, its clock and its chance. Dispose of it to hold script and story against each other.</summary>
internal sealed class GraphStory : IDisposable
{
    private readonly Pump _pump;
    private GraphClient? _client;

    internal GraphStory()
    {
        _pump = new Pump(Clock);
        Script = new GraphScript(Clock);
        Log = new RecordedLog(Clock);
        Observer = new RecordedObserver(Clock);
    }

    internal TestClock Clock { get; } = new();

    internal GraphScript Script { get; }

    internal RecordedLog Log { get; }

    internal RecordedObserver Observer { get; }

    /// <summary>What chance gives, always; 0 means no jitter.</summary>
    internal double Chance { get; set; }

    internal GraphClientOptions Options { get; set; } = new() { BaseUrl = new Uri("https://graph.test"), Version = "v25.0" };

    internal GraphClient Client => _client ??= new GraphClient(new HttpClient(Script), Options, Clock, () => Chance, Log);

    internal GraphEdges Edges => new(Client);

    internal static AccessToken Token { get; } = new("EAATOKENofTheUser");

    /// <summary>A request of a Page's insights.</summary>
    internal GraphRequest Insights(string pageId = "100") => new($"{pageId}/insights") { Token = Token, PageId = pageId, RateLimitObserver = Observer };

    /// <summary>A request that counts on the app alone.</summary>
    internal GraphRequest Accounts() => new("me/accounts") { Token = Token, RateLimitObserver = Observer };

    internal Task<string> GetAsync(GraphRequest request, CancellationToken cancellationToken = default) => Client.GetAsync(request, Encoding.UTF8.GetString, cancellationToken);

    internal void Run(Func<Task> story) => _pump.Run(story);

    /// <summary>Makes one call and gives its body.</summary>
    internal string Get(GraphRequest request)
    {
        var body = "";
        Run(async () => body = await GetAsync(request));
        return body;
    }

    /// <summary>Makes one call that must fail for good.</summary>
    internal GraphException Fail(GraphRequest request)
    {
        GraphException? failure = null;
        Run(async () => failure = await CatchAsync<GraphException>(() => GetAsync(request)));
        return failure!;
    }

    /// <summary>The exception that the work ends with. Stays on the story's thread, which xunit's own way does not.</summary>
    internal static async Task<TException> CatchAsync<TException>(Func<Task> work)
        where TException : Exception
    {
        try
        {
            await work();
        }
        catch (TException expected)
        {
            return expected;
        }

        throw new Xunit.Sdk.XunitException($"No {typeof(TException).Name} came.");
    }

    /// <summary>Lets the clock of the story run.</summary>
    internal Task PassAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), Clock);

    public void Dispose()
    {
        _client?.Dispose();
        Script.Verify();
    }
}
