using Airbyte.Cdk;
using Airbyte.Protocol;
using Facebook.Graph;
using Microsoft.Extensions.Logging;
using Source.FacebookPages.Catalog;
using Source.FacebookPages.Checks;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Days;
using Source.FacebookPages.Failures;
using Source.FacebookPages.Insights;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Pages;
using Source.FacebookPages.Reporting;
using Source.FacebookPages.Streams;

namespace Source.FacebookPages;

/// <summary>The connector with a configuration: the composition of one run.</summary>
internal sealed class FacebookPagesConnection : ISourceConnection
{
    private readonly SourceConfig _config;
    private readonly ConnectorServices _services;
    private readonly DateTimeOffset _now;
    private readonly GraphClient _client;
    private readonly GraphEdges _edges;
    private readonly CredentialsResolution _credentials;
    private readonly RunReport _report = new();
    private PageCaller? _caller;
    private RefusalHints? _hints;
    private RunSummary? _summary;

    /// <summary>Composes a run. The moment is taken here, once, so that a day that ends during the run changes nothing.</summary>
    public FacebookPagesConnection(SourceConfig config, ConnectorServices services)
    {
        _config = config;
        _services = services;
        _now = services.Time.GetUtcNow();
        foreach (var remark in config.Remarks)
        {
            services.Log.LogWarning("{Remark}", remark);
        }

        var options = new GraphClientOptions
        {
            BaseUrl = config.ApiUrl,
            Version = config.ApiVersion,
            AppSecret = CredentialsResolution.AppSecretOf(config.Credentials),
            AttemptTimeout = config.RequestTimeout,
            MaxAttempts = config.MaxAttempts,
            MaxWait = config.MaxWait,
        };
        _client = new GraphClient(GraphHttp.Create(), options, services.Time, Chance.Next, services.Log);
        _edges = new GraphEdges(_client);
        _credentials = new CredentialsResolution(_edges, config.Credentials, services);
    }

    /// <inheritdoc/>
    public int Concurrency => _config.Concurrency;

    /// <inheritdoc/>
    public Task<CheckResult> CheckAsync(CancellationToken cancellationToken) =>
        new ConnectionCheck(_config, _edges, _client, _credentials, _services, _now).RunAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AirbyteStream>> DiscoverAsync(CancellationToken cancellationToken)
    {
        var (directory, _) = await FindPagesAsync([], cancellationToken);
        if (directory.Missing.Values.FirstOrDefault(page => page.LookUpFailure is not null) is { } page)
        {
            // A catalog without it would say that there is no such Page.
            throw GraphFailures.ToConnectorException(page.LookUpFailure!, $"{page} could not be looked up, after {page.LookUpFailure!.Attempts} attempt(s)");
        }

        if (directory.Pages.Count == 0)
        {
            _services.Log.LogWarning("No Page can be read, so only the stream pages is offered. Check that the token's owner has a role with the task ANALYZE on the Pages.");
        }

        return StreamCatalog.Build(directory.Pages.Keys, _config);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<IStream>> OpenAsync(ConfiguredCatalog catalog, InputState state, CancellationToken cancellationToken)
    {
        var range = ReadRange.For(_now, _config.StartDate, _config.EndDate);
        if (range.Clamped)
        {
            _services.Log.LogWarning("start_date {Configured:O} lies before what Facebook keeps; reading starts with {Start:O}, {Years} years back.", _config.StartDate, range.Start, ReadRange.HistoryYears);
        }

        if (range.End < range.Start)
        {
            _services.Log.LogWarning("There is no complete day from start_date {Start:O} to {End:O} yet, so no insights are read.", range.Start, range.End);
        }

        var selection = MetricSelection.Select(
            MetricRegistry.Load(),
            _config.MetricGroups,
            _config.Metrics,
            _config.ExcludeMetrics,
            _config.Periods,
            range.LastComplete.AddDays(1));
        foreach (var remark in selection.Remarks)
        {
            _services.Log.LogWarning("{Remark}", remark);
        }

        var (directory, discovery) = await FindPagesAsync(KnownPages.Of(catalog, state), cancellationToken);
        var owner = (await _credentials.ResolveAsync(CallLimits.None, cancellationToken) as PageCredentials.OneToken)?.Token;
        _caller = new PageCaller(_client, _edges, owner, discovery.IsPageToken, _services.Redactor, _services.Log) { GivenTokens = owner is null ? directory.Pages.Count : 0 };
        _hints = new RefusalHints(_services.Time);
        _summary = new RunSummary(_report, directory, _client.Statistics, range.LastComplete.AddDays(1), _services.Log);
        var days = new DayTable(new DateWindow(range.Start, range.LastComplete));
        var context = new InsightsContext(_caller, range, days, _hints, _report, _config.LookbackWindowDays, _config.WindowDays);
        var silence = new SilenceInquiry(_caller, _edges, owner, _services.Time, _services.Log);
        var opening = new StreamOpening(_config, context, selection, directory, state, silence, _services.Log);
        List<IStream> streams = [.. catalog.Streams.Select(opening.Open).OfType<IStream>()];
        _report.Expect(streams.SelectMany(stream => stream.Partitions).Select(partition => partition.Key));
        return streams;
    }

    /// <inheritdoc/>
    public string? Summarize(IReadOnlyList<StreamResult> results) => _summary?.Write(results);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _caller?.Dispose();
        _hints?.Dispose();
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<(PageDirectory Directory, PageDiscovery Discovery)> FindPagesAsync(IReadOnlyCollection<string> alsoWanted, CancellationToken cancellationToken)
    {
        try
        {
            var credentials = await _credentials.ResolveAsync(CallLimits.None, cancellationToken);
            var discovery = new PageDiscovery(
                _edges,
                credentials,
                new PageScope(_config.PageIds, _config.ExcludePageIds, _config.DiscoverBusinessPages),
                _services.Redactor,
                _services.Log);
            return (await discovery.FindAsync(alsoWanted, CallLimits.None, cancellationToken), discovery);
        }
        catch (GraphException exception)
        {
            throw GraphFailures.ToConnectorException(exception, "The Pages of the access token could not be found");
        }
    }
}
