using Airbyte.Cdk;
using Facebook.Graph;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Pages;

namespace Source.FacebookPages;

/// <summary>The way to Facebook with certain credentials.</summary>
internal sealed class GraphAccess : IDisposable
{
    private readonly CredentialsResolution _resolution;

    /// <summary>Makes the way. Does no I/O.</summary>
    /// <param name="config">The configuration, with the credentials themselves and not a reference to them.</param>
    /// <param name="stopBy">When the run is stopped; null for never.</param>
    /// <param name="services">What the host lends.</param>
    public GraphAccess(SourceConfig config, DateTimeOffset? stopBy, ConnectorServices services)
    {
        Config = config;
        var options = new GraphClientOptions
        {
            BaseUrl = config.ApiUrl,
            Version = config.ApiVersion,
            AppSecret = CredentialsResolution.AppSecretOf(config.Credentials),
            AttemptTimeout = config.RequestTimeout,
            MaxAttempts = config.MaxAttempts,
            MaxWait = config.MaxWait,
            StopBy = stopBy,
            MostAtOnce = config.Concurrency,
            Observer = services.Run as IGraphObserver,
        };
        Client = new GraphClient(GraphHttp.Create(), options, services.Time, Chance.Next, services.Log);
        Edges = new GraphEdges(Client);
        _resolution = new CredentialsResolution(Edges, config.Credentials, services);
    }

    /// <summary>The configuration, with the credentials themselves.</summary>
    public SourceConfig Config { get; }

    /// <summary>Makes the calls.</summary>
    public GraphClient Client { get; }

    /// <summary>The calls that are not about one Page's insights.</summary>
    public GraphEdges Edges { get; }

    /// <summary>How the credentials become tokens.</summary>
    public CredentialsResolution Resolution => _resolution;

    /// <inheritdoc/>
    public void Dispose() => Client.Dispose();
}
