using System.Text.Json;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Facebook.Graph;
using Microsoft.Extensions.Logging;
using Source.FacebookPages.Catalog;
using Source.FacebookPages.Checks;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Days;
using Source.FacebookPages.Drift;
using Source.FacebookPages.Failures;
using Source.FacebookPages.Insights;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Pages;
using Source.FacebookPages.Reporting;
using Source.FacebookPages.Schemas;
using Source.FacebookPages.State;
using Source.FacebookPages.Streams;
using Source.FacebookPages.Telemetry;
using Source.FacebookPages.Unattended;

namespace Source.FacebookPages;

/// <summary>The connector with a configuration: the composition of one run.</summary>
internal sealed class FacebookPagesConnection : ISourceConnection
{
    // The client keeps to the configured number of requests. While the answers of so many Pages are read, those of others are on their way; one by one stays one by one.
    private const int PagesBetweenRequests = 4;

    private readonly SourceConfig _config;
    private readonly ConnectorServices _services;
    private readonly RunLimits _limits;
    private readonly DateTimeOffset _now;
    private readonly CredentialsSource _credentials;
    private readonly RunReport _report = new();
    private readonly RunWatch _watch;
    private GraphAccess? _access;
    private FoundPages? _found;
    private Round _round = Round.New;
    private PageCaller? _caller;
    private RefusalHints? _hints;
    private RunSummary? _summary;
    private DateOnly _lastComplete;

    /// <summary>Composes a run. The moment is taken here, once, so that a day that ends during the run changes nothing.</summary>
    public FacebookPagesConnection(SourceConfig config, Surroundings surroundings, ConnectorServices services, RunLimits limits)
    {
        _config = config;
        _services = services;
        _limits = limits;
        _now = services.Time.GetUtcNow();
        _watch = new RunWatch(config, surroundings.OpenStore, services, _report.Drift);
        _credentials = new CredentialsSource(config.Credentials, surroundings.Secrets, services);
        foreach (var remark in config.Remarks)
        {
            services.Log.LogWarning("{Remark}", remark);
        }
    }

    /// <inheritdoc/>
    public int Concurrency => _config.Concurrency == 1 ? 1 : _config.Concurrency + PagesBetweenRequests;

    /// <summary>What was asked of Facebook so far; null before the first call.</summary>
    public GraphStatistics? Statistics => _access?.Client.Statistics;

    /// <summary>What was read; null before the end of a read.</summary>
    public RunFigures? Figures { get; private set; }

    /// <inheritdoc/>
    public async Task<CheckResult> CheckAsync(CancellationToken cancellationToken)
    {
        var result = await CheckAsync(await AccessAsync(cancellationToken), cancellationToken);
        result = !result.Succeeded && await TryRotateAsync(cancellationToken) is { } rotated ? await CheckAsync(rotated, cancellationToken) : result;
        return result.Succeeded ? await _watch.CheckAsync(cancellationToken) : result;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AirbyteStream>> DiscoverAsync(CancellationToken cancellationToken)
    {
        var directory = (await FindPagesAsync([], cancellationToken)).Directory;
        if (directory.Missing.Values.FirstOrDefault(page => page.LookUpFailure is not null) is { } page)
        {
            // A catalog without it would say that there is no such Page.
            throw GraphFailures.ToConnectorException(page.LookUpFailure!, $"{page} could not be looked up, after {page.LookUpFailure!.Attempts} attempt(s)");
        }

        if (directory.Pages.Count == 0)
        {
            _services.Log.LogWarning("No Page can be read, so only the stream pages is offered. Check that the token's owner has a role with the task ANALYZE on the Pages.");
        }

        return StreamCatalog.Build(directory.Pages.Keys, _config, Selection(MetricRegistry.Load()).Metrics);
    }

    /// <summary>The Pages that can be read, in the order of their ids.</summary>
    /// <exception cref="ConnectorException">They could not be found.</exception>
    public async Task<IReadOnlyList<string>> FindPageIdsAsync(CancellationToken cancellationToken) =>
        [.. (await FindPagesAsync([], cancellationToken)).Directory.Pages.Keys.Order(PageIdOrder.Instance)];

    /// <summary>
    /// What this run reads: of <paramref name="wished"/>, or where there is none of every stream that exists or has a state, the streams of this run's shard; incremental where that can be.
    /// </summary>
    /// <param name="wished">The catalog, or null.</param>
    /// <param name="state">Where the run goes on from.</param>
    /// <param name="round">What earlier runs have read to its end already; this one leaves it out.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ConnectorException">The Pages could not be found.</exception>
    public async Task<ConfiguredCatalog> ChooseAsync(ConfiguredCatalog? wished, InputState state, Round round, CancellationToken cancellationToken)
    {
        _round = round;
        var known = wished ?? new ConfiguredCatalog([.. state.Streams.Keys.Select(name => new ConfiguredStream(name, SyncMode.Incremental, "incremental"))]);
        _found ??= await FindPagesAsync(KnownPages.Of(known, state), cancellationToken);
        var share = ShareOf(_found.Directory);
        return wished is null
            ? DefaultCatalog.Of(_found.Directory, _config, state, Selection(MetricRegistry.Load()).Metrics, share.IsMine)
            : new ConfiguredCatalog([.. wished.Streams.Where(stream => StreamName.Parse(stream.Name)?.PageId is not { } pageId || share.IsMine(pageId))]);
    }

    /// <summary>The state to keep of a stream when other runs, with other shards, have stored theirs meanwhile.</summary>
    public JsonElement Merge(string stream, JsonElement stored, JsonElement own) =>
        StreamName.Parse(stream) is { IsCombined: true } && _found is { } found
            ? CombinedStateMerge.Merge(stored, own, ShareOf(found.Directory).IsMine)
            : own;

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

        var metrics = MetricRegistry.Load();
        var selection = Selection(metrics);
        foreach (var remark in selection.Remarks)
        {
            _services.Log.LogWarning("{Remark}", remark);
        }

        _found ??= await FindPagesAsync(KnownPages.Of(catalog, state), cancellationToken);
        var access = await AccessAsync(cancellationToken);
        var owner = (await access.Resolution.ResolveAsync(CallLimits.None, cancellationToken) as PageCredentials.OneToken)?.Token;
        _caller = new PageCaller(access.Client, access.Edges, owner, _found.IsPageToken, _services.Redactor, _services.Log)
        {
            GivenTokens = owner is null ? _found.Directory.Pages.Count : 0,
            RotatedAsync = token => RotatedTokensAsync(access, token),
        };
        _hints = new RefusalHints(_services.Time);
        _summary = new RunSummary(_report, _found.Directory, access.Client.Statistics, range.LastComplete.AddDays(1), _services.RunId, _services.Log);
        await _watch.BeginAsync(catalog, selection.Metrics, metrics, range.LastComplete.AddDays(1), cancellationToken);
        var days = new DayTable(new DateWindow(range.Start, range.LastComplete));
        var context = new InsightsContext(_caller, range, days, _hints, _report, _config.LookbackWindowDays, _config.WindowDays, _services.Log)
        {
            Sightings = _watch.Sightings,
            BreakdownKeys = InsightsSchema.BreakdownKeys(selection.Metrics),
        };
        var silence = new SilenceInquiry(_caller, access.Edges, owner, _services.Time, _services.Log);
        var share = ShareOf(_found.Directory);
        var opening = new StreamOpening(_config, context, selection, _found.Directory, state, silence, _services.Log)
        {
            IsDue = (stream, pageId) => share.IsMine(pageId) && !_round.IsFinished(stream, pageId),
            Now = _now,
            Memory = _watch.Memory,
        };
        List<IStream> streams = [.. catalog.Streams.Select(opening.Open).OfType<IStream>()];
        _lastComplete = range.LastComplete;
        _report.Expect(streams.SelectMany(stream => stream.Partitions).Select(partition => partition.Key));
        return [.. streams.Select(stream => new WatchedStream(stream, _report, _services.Run as RunTelemetry))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ConnectorException>> CompleteAsync(CancellationToken cancellationToken) =>
        // Told to stop at once: what this run has seen is seen again by the next. A run that stops for its own limit has set time aside for what is to be stored.
        cancellationToken.IsCancellationRequested && _limits.StopBy is null ? [] : await _watch.EndAsync(_access?.Client.ServedVersion, cancellationToken.IsCancellationRequested);

    /// <inheritdoc/>
    public string? Summarize(IReadOnlyList<StreamResult> results)
    {
        if (_summary is null)
        {
            return null;
        }

        Figures = RunFigures.Of(_report, results, _lastComplete);
        (_services.Run as RunTelemetry)?.Read(Figures);
        return _summary.Write(results);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _watch.Dispose();
        _caller?.Dispose();
        _hints?.Dispose();
        _access?.Dispose();
        _credentials.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<CheckResult> CheckAsync(GraphAccess access, CancellationToken cancellationToken) =>
        new ConnectionCheck(access.Config, access.Edges, access.Client, access.Resolution, _services, _now).RunAsync(cancellationToken);

    private MetricSelection Selection(MetricRegistry metrics) => MetricSelection.Select(
        metrics, _config.MetricGroups, _config.Metrics, _config.ExcludeMetrics, _config.Periods, PacificCalendar.LastCompleteDay(_now).AddDays(1));

    private PageShare ShareOf(PageDirectory directory) => PageShare.Of(_limits.Shard, directory.Pages.Keys);

    private async Task<GraphAccess> AccessAsync(CancellationToken cancellationToken) =>
        _access ??= Access(await _credentials.ReadAsync(cancellationToken));

    private GraphAccess Access(Credentials credentials) => new(_config with { Credentials = credentials }, _limits.StopBy, _services);

    // A way with the credentials that a secret holds by now; null when they are those that were refused.
    private async Task<GraphAccess?> TryRotateAsync(CancellationToken cancellationToken)
    {
        if (await _credentials.ReadAgainAsync(cancellationToken) is not { } rotated)
        {
            return null;
        }

        _access?.Dispose();
        return _access = Access(rotated);
    }

    // The tokens of rotated credentials for a run that is under way, and keeps its client.
    private async Task<PageCredentials?> RotatedTokensAsync(GraphAccess access, CancellationToken cancellationToken)
    {
        if (await _credentials.ReadAgainAsync(cancellationToken) is not { } rotated)
        {
            return null;
        }

        try
        {
            return await new CredentialsResolution(access.Edges, rotated, _services).ResolveAsync(CallLimits.None, cancellationToken);
        }
        catch (GraphException exception)
        {
            _services.Log.LogWarning("The rotated credentials can't be used either: {Error}", GraphFailures.Describe(exception.Error));
            return null;
        }
    }

    private async Task<FoundPages> FindPagesAsync(IReadOnlyCollection<string> alsoWanted, CancellationToken cancellationToken)
    {
        try
        {
            return await FindPagesAsync(await AccessAsync(cancellationToken), alsoWanted, cancellationToken);
        }
        catch (GraphException exception) when (exception.Kind == GraphErrorKind.TokenInvalid || GraphFailures.ConcernsEverything(exception.Kind))
        {
            if (await TryRotateAsync(cancellationToken) is not { } rotated)
            {
                throw NotFound(exception);
            }

            try
            {
                return await FindPagesAsync(rotated, alsoWanted, cancellationToken);
            }
            catch (GraphException again)
            {
                throw NotFound(again);
            }
        }
        catch (GraphException exception)
        {
            throw NotFound(exception);
        }
    }

    private async Task<FoundPages> FindPagesAsync(GraphAccess access, IReadOnlyCollection<string> alsoWanted, CancellationToken cancellationToken)
    {
        var discovery = new PageDiscovery(
            access.Edges,
            await access.Resolution.ResolveAsync(CallLimits.None, cancellationToken),
            new PageScope(_config.PageIds, _config.ExcludePageIds, _config.DiscoverBusinessPages),
            _services.Redactor,
            _services.Log);
        return new FoundPages(await discovery.FindAsync(alsoWanted, CallLimits.None, cancellationToken), discovery.IsPageToken);
    }

    private static ConnectorException NotFound(GraphException exception) =>
        GraphFailures.ToConnectorException(exception, "The Pages of the access token could not be found");

    private sealed record FoundPages(PageDirectory Directory, bool IsPageToken);
}
