using Airbyte.Cdk;
using Airbyte.Protocol;
using Microsoft.Extensions.Logging;
using Source.FacebookPages.Catalog;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Registry;
using Source.FacebookPages.Storage;

namespace Source.FacebookPages.Drift;

/// <summary>The watch for drift over one run: from its streams to what it has seen. Does nothing until it is begun.</summary>
/// <param name="config">The configuration.</param>
/// <param name="openStore">Opens a folder or bucket.</param>
/// <param name="services">What the host lends.</param>
/// <param name="told">Is told the kind of every change that is told to the user.</param>
internal sealed class RunWatch(SourceConfig config, Func<StorageAddress, IObjectStore> openStore, ConnectorServices services, Action<string> told) : IDisposable
{
    // Enough for some tries; a registry that is out of reach must not hold up the data for long.
    private static readonly TimeSpan PatienceBefore = TimeSpan.FromSeconds(20);

    // The data is out by then, and its state is stored only afterwards.
    private static readonly TimeSpan PatienceAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PatienceWhenStopped = TimeSpan.FromSeconds(1);

    private DriftWatch? _watch;

    /// <summary>What the run sees.</summary>
    public Sightings Sightings { get; private set; } = new(keepsFindings: false);

    /// <summary>What is remembered of metrics from earlier runs; null where nothing is kept.</summary>
    public MetricMemory? Memory => _watch?.Memory;

    /// <summary>Whether the registry, if there is one, can be used.</summary>
    public async Task<CheckResult> CheckAsync(CancellationToken cancellationToken)
    {
        using var registry = Open();
        try
        {
            if (registry is not null)
            {
                await registry.FindLatestAsync(config.SchemaRegistry!.SubjectPrefix + StreamName.Pages.Family, cancellationToken);
            }

            return CheckResult.Success;
        }
        catch (ConnectorException exception)
        {
            return CheckResult.Failure(exception.Message);
        }
    }

    /// <summary>Before the first record: registers the schemas of the streams, and recalls what earlier runs have seen.</summary>
    /// <param name="catalog">The streams.</param>
    /// <param name="selected">The metrics that are read.</param>
    /// <param name="metrics">What is known of metrics.</param>
    /// <param name="today">The day of the run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ConnectorException">The user wants the run to fail, and something has changed or can't be found out.</exception>
    public async Task BeginAsync(ConfiguredCatalog catalog, IReadOnlyList<SelectedMetric> selected, MetricRegistry metrics, DateOnly today, CancellationToken cancellationToken)
    {
        var names = catalog.Streams.Select(stream => StreamName.Parse(stream.Name)).OfType<StreamName>().ToList();
        Sightings = new Sightings(keepsFindings: config.SchemaRegistry is not null || names.Exists(name => name.IsMetricAvailability));
        _watch = new DriftWatch(config.SchemaRegistry, Open(), metrics, today, services.RunId, services.Log) { Told = told };
        using var late = new CancellationTokenSource(PatienceBefore, services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await _watch.BeginAsync([.. SchemaFamilies.Of(names, config.PageFields, selected)], either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _watch.GiveUp($"The schema registry {config.SchemaRegistry} did not answer within {PatienceBefore.TotalSeconds} s.");
        }
    }

    /// <summary>After the last record: tells what Facebook sent otherwise than before, and remembers it.</summary>
    /// <param name="served">The version of the API that answered; null when none has said.</param>
    /// <param name="isStopped">Whether the run was stopped for its own limit, so that little time is left.</param>
    /// <returns>The failures to report.</returns>
    public async Task<IReadOnlyList<ConnectorException>> EndAsync(string? served, bool isStopped)
    {
        if (_watch is null)
        {
            return [];
        }

        var patience = isStopped ? PatienceWhenStopped : PatienceAfter;
        using var late = new CancellationTokenSource(patience, services.Time);
        try
        {
            return await _watch.EndAsync(Sightings, served is null ? null : (config.ApiVersion, served), late.Token) is { } failure ? [failure] : [];
        }
        catch (OperationCanceledException)
        {
            _watch.TellWithoutMemory(Sightings);
            services.Log.LogWarning("The schema registry did not answer within {Seconds} s; what this run has seen of Facebook's answers is not remembered.", patience.TotalSeconds);
            return [];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _watch?.Dispose();

    private ISchemaRegistry? Open() =>
        config.SchemaRegistry is { } registry ? SchemaRegistries.Open(registry, openStore, services.Time, Chance.Next, services.Log) : null;
}
