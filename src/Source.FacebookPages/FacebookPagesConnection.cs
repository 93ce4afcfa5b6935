using System.Runtime.CompilerServices;
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
    private readonly SourceConfig _config;
    private readonly ConnectorServices _services;
    private readonly RunLimits _limits;
    private readonly DateTimeOffset _now;
    private readonly RunAccess _access;
    private readonly PageFinder _finder;
    private readonly RunReport _report = new();
    private readonly RunWatch _watch;
    private PageSearch? _search;
    private StreamOpening? _opening;
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
        _access = new RunAccess(config, new CredentialsSource(config.Credentials, surroundings.Secrets, services), limits, services);
        _finder = new PageFinder(config, _access, services);
        foreach (var remark in config.Remarks)
        {
            services.Log.LogWarning("{Remark}", remark);
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The client keeps to the configured number of requests. While the answers of some Pages are read, those of others are on their way; since answers come in bursts, the more the more requests there
    /// are, as far as memory goes. One by one stays one by one.
    /// </remarks>
    public int Concurrency => _config.Concurrency == 1 ? 1 : _config.Concurrency + Math.Clamp(_config.Concurrency / 2, 4, 16);

    /// <summary>What was asked of Facebook so far; null before the first call.</summary>
    public GraphStatistics? Statistics => _access.Current?.Client.Statistics;

    /// <summary>What was read; null before the end of a read.</summary>
    public RunFigures? Figures { get; private set; }

    /// <inheritdoc/>
    public async Task<CheckResult> CheckAsync(CancellationToken cancellationToken)
    {
        var result = await CheckAsync(await _access.OpenAsync(cancellationToken), cancellationToken);
        result = !result.Succeeded && await _access.TryRotateAsync(cancellationToken) is { } rotated ? await CheckAsync(rotated, cancellationToken) : result;
        return result.Succeeded ? await _watch.CheckAsync(cancellationToken) : result;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AirbyteStream>> DiscoverAsync(CancellationToken cancellationToken)
    {
        var directory = (await FindAllPagesAsync([], cancellationToken)).Directory;
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
        [.. (await FindAllPagesAsync([], cancellationToken)).Directory.Pages.Keys.Order(PageIdOrder.Instance)];

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
        var directory = (await FindAllPagesAsync(KnownPages.Of(known, state), cancellationToken)).Directory;
        var share = ShareOf(directory);
        return wished is null
            ? DefaultCatalog.Of(directory, _config, state, Selection(MetricRegistry.Load()).Metrics, share.IsMine)
            : new ConfiguredCatalog([.. wished.Streams.Where(stream => StreamName.Parse(stream.Name)?.PageId is not { } pageId || share.IsMine(pageId))]);
    }

    /// <summary>The state to keep of a stream when other runs, with other shards, have stored theirs meanwhile.</summary>
    public JsonElement Merge(string stream, JsonElement stored, JsonElement own) =>
        StreamName.Parse(stream) is { IsCombined: true } && _search is { } search
            ? CombinedStateMerge.Merge(stored, own, ShareOf(search.Directory).IsMine)
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

        var search = await FindPagesAsync(catalog, state, cancellationToken);
        var access = await _access.OpenAsync(cancellationToken);
        var owner = (await access.Resolution.ResolveAsync(CallLimits.None, cancellationToken) as PageCredentials.OneToken)?.Token;
        _caller = new PageCaller(access.Client, access.Edges, owner, search.IsPageToken, _services.Redactor, _services.Log)
        {
            GivenTokens = owner is null ? search.Directory.Pages.Count : 0,
            RotatedAsync = _access.RotatedTokensAsync,
        };
        _hints = new RefusalHints(_services.Time);
        _summary = new RunSummary(_report, search.Directory, access.Client.Statistics, range.LastComplete.AddDays(1), _services.RunId, _services.Log);
        await _watch.BeginAsync(catalog, selection.Metrics, metrics, range.LastComplete.AddDays(1), cancellationToken);
        var days = new DayTable(new DateWindow(range.Start, range.LastComplete));
        var context = new InsightsContext(_caller, range, days, _hints, _report, _config.LookbackWindowDays, _config.WindowDays, _services.Log)
        {
            Sightings = _watch.Sightings,
            BreakdownKeys = InsightsSchema.BreakdownKeys(selection.Metrics),
        };
        var silence = new SilenceInquiry(_caller, access.Edges, owner, _services.Time, _services.Log);
        var share = ShareOf(search.Directory);
        _opening = new StreamOpening(_config, context, selection, catalog, state, silence, _services.Log)
        {
            IsDue = (stream, pageId) => share.IsMine(pageId) && !_round.IsFinished(stream, pageId),
            Now = _now,
            Memory = _watch.Memory,
        };
        _lastComplete = range.LastComplete;
        return Open(_opening, search.Take());
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<IStream>> FurtherAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_search is not { } search || _opening is not { } opening)
        {
            yield break;
        }

        await using var stopping = cancellationToken.Register(search.Stop);
        while (!search.IsComplete)
        {
            await _finder.AdvanceAsync(search, cancellationToken);
            yield return Open(opening, search.Take());
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ConnectorException>> CompleteAsync(CancellationToken cancellationToken) =>
        // Told to stop at once: what this run has seen is seen again by the next. A run that stops for its own limit has set time aside for what is to be stored.
        cancellationToken.IsCancellationRequested && _limits.StopBy is null ? [] : await _watch.EndAsync(_access.Current?.Client.ServedVersion, cancellationToken.IsCancellationRequested);

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
    public async ValueTask DisposeAsync()
    {
        if (_search is not null)
        {
            await _search.DisposeAsync();
        }

        _watch.Dispose();
        _caller?.Dispose();
        _hints?.Dispose();
        _access.Dispose();
    }

    private Task<CheckResult> CheckAsync(GraphAccess access, CancellationToken cancellationToken) =>
        new ConnectionCheck(access.Config, access.Edges, access.Client, access.Resolution, _services, _now).RunAsync(cancellationToken);

    private MetricSelection Selection(MetricRegistry metrics) => MetricSelection.Select(
        metrics, _config.MetricGroups, _config.Metrics, _config.ExcludeMetrics, _config.Periods, PacificCalendar.LastCompleteDay(_now).AddDays(1));

    private PageShare ShareOf(PageDirectory directory) => PageShare.Of(_limits.Shard, directory.Pages.Keys);

    private async Task<PageSearch> FindAllPagesAsync(IReadOnlyCollection<string> alsoWanted, CancellationToken cancellationToken)
    {
        _search ??= await _finder.BeginAsync(alsoWanted, cancellationToken);
        await _finder.CompleteAsync(_search, cancellationToken);
        return _search;
    }

    // Pages are read while others are being listed, where it is not needed to know all of them first. One request at a time leaves nothing to gain.
    private async Task<PageSearch> FindPagesAsync(ConfiguredCatalog catalog, InputState state, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> known = KnownPages.Of(catalog, state);
        return StreamOpening.NeedsAllPages(_config) || _limits.Shard is not null || Concurrency == 1
            ? await FindAllPagesAsync(known, cancellationToken)
            : _search ??= await _finder.BeginAsync(known, cancellationToken);
    }

    private IReadOnlyList<IStream> Open(StreamOpening opening, PageFinding found)
    {
        var streams = opening.Open(found);
        _report.Expect(streams.SelectMany(stream => stream.Partitions).Select(partition => partition.Key));
        return [.. streams.Select(stream => new WatchedStream(stream, _report, _services.Run as RunTelemetry))];
    }
}
