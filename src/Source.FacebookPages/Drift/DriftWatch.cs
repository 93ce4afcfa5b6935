using Airbyte.Cdk;
using Airbyte.Protocol;
using Microsoft.Extensions.Logging;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Registry;

namespace Source.FacebookPages.Drift;

/// <summary>
/// Watches a run for drift: compares and registers its schemas at the beginning, remembers at the end what Facebook sent, and tells what has changed, each thing once. Without a registry it still tells what is not as the schema has it.
/// A registry that fails costs the watch, not the data, unless the user wants runs to fail on drift.
/// </summary>
internal sealed class DriftWatch : IDisposable
{
    // Each failed try means that another run has succeeded.
    private const int MostTries = 20;

    private const string ObservedFamily = "observed";

    private readonly SchemaRegistryConfig _config;
    private readonly ISchemaRegistry? _registry;
    private readonly DriftJudge _judge;
    private readonly DateOnly _today;
    private readonly string _runId;
    private readonly ILogger _log;
    private IReadOnlyList<DriftEvent> _declared = [];
    private bool _isBlind;
    private bool _isJudged;

    /// <summary>Creates a watch.</summary>
    /// <param name="config">The user's settings; null for none.</param>
    /// <param name="registry">The registry, which is disposed with this; null for none.</param>
    /// <param name="metrics">What is known of metrics.</param>
    /// <param name="today">The day of the run.</param>
    /// <param name="runId">The run.</param>
    /// <param name="log">Takes what is worth telling.</param>
    public DriftWatch(SchemaRegistryConfig? config, ISchemaRegistry? registry, MetricRegistry metrics, DateOnly today, string runId, ILogger log)
    {
        _config = config ?? new SchemaRegistryConfig();
        _registry = registry;
        _judge = new DriftJudge(metrics, today);
        _today = today;
        _runId = runId;
        _log = log;
        _isBlind = registry is null;
    }

    /// <summary>Is told of every change that is told to the user: its kind in one word.</summary>
    /// <value>Default: nobody is.</value>
    public Action<string> Told { get; init; } = static _ => { };

    /// <summary>What is remembered from earlier runs; null where nothing is kept.</summary>
    public MetricMemory? Memory { get; private set; }

    /// <summary>Before the first record: registers the schemas, and recalls what earlier runs have seen.</summary>
    /// <exception cref="ConnectorException">The user wants the run to fail, and something has changed or can't be found out.</exception>
    public async Task BeginAsync(IReadOnlyList<SchemaFamily> families, CancellationToken cancellationToken)
    {
        if (_isBlind)
        {
            return;
        }

        try
        {
            _declared = await new SchemaRegistration(_registry!, _config, _today, _log).RunAsync(families, cancellationToken);
            Memory = (await RecallAsync(cancellationToken)).Observations.Metrics;
        }
        catch (ConnectorException exception) when (_config.OnDrift != OnDrift.Fail)
        {
            GiveUp(exception.Message);
        }

        Tell(_declared);
    }

    /// <summary>The registry can't be used in this run.</summary>
    /// <exception cref="ConnectorException">The user wants the run to fail then.</exception>
    public void GiveUp(string message)
    {
        if (_config.OnDrift == OnDrift.Fail)
        {
            throw new ConnectorException(FailureType.TransientError, $"{message} Nothing was read, because schema_registry.on_drift is fail.");
        }

        _isBlind = true;
        _log.LogWarning("{Message} Reading goes on; schemas are not registered, and drift from earlier runs is not noticed in this run.", message);
    }

    /// <summary>After the last record: tells what Facebook sent otherwise than before, and remembers it.</summary>
    /// <param name="seen">What the run has seen.</param>
    /// <param name="version">The version that was asked for and the one that answered; null when none did.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The failure to report, or null.</returns>
    public async Task<ConnectorException?> EndAsync(Sightings seen, (string Asked, string Served)? version, CancellationToken cancellationToken)
    {
        try
        {
            return await EndOrThrowAsync(seen, version, cancellationToken);
        }
        catch (ConnectorException exception) when (_config.OnDrift == OnDrift.Fail)
        {
            TellWithoutMemory(seen);
            return exception;
        }
        catch (ConnectorException exception)
        {
            TellWithoutMemory(seen);
            _log.LogWarning("{Message} What this run has seen of Facebook's answers is not remembered; the data is not concerned.", exception.Message);
            return null;
        }
    }

    /// <summary>Tells what can be told of a run when its registry fails at the end: what is not as the schema has it. Nothing when it was told already.</summary>
    public void TellWithoutMemory(Sightings seen)
    {
        if (!_isJudged)
        {
            _isJudged = true;
            Tell(_judge.Judge(Observations.None, seen, version: null));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _registry?.Dispose();

    private string ObservedSubject => _config.SubjectPrefix + ObservedFamily;

    private async Task<ConnectorException?> EndOrThrowAsync(Sightings seen, (string Asked, string Served)? version, CancellationToken cancellationToken)
    {
        IReadOnlyList<DriftEvent>? told = null;
        for (var tries = 0; tries < MostTries; tries++)
        {
            var (observations, basis) = _isBlind ? (Observations.None, null) : await RecallAsync(cancellationToken);
            if (told is null)
            {
                told = _judge.Judge(observations, seen, version);
                _isJudged = true;
                Tell(told);
            }

            if (_config.OnDrift == OnDrift.Fail && told.Where(drift => drift.IsNew).ToList() is { Count: > 0 } found)
            {
                return new ConnectorException(
                    FailureType.ConfigError,
                    $"Facebook does not send what it did, and schema_registry.on_drift is fail: {string.Join(" ", found.Select(drift => drift.Message))} "
                    + "Everything was read and is complete but for this. Run once with on_drift set to warn to accept it.");
            }

            if (_isBlind || await TryRememberAsync(observations, basis, seen, version, told, cancellationToken))
            {
                return null;
            }
        }

        throw new ConnectorException(FailureType.TransientError, $"The subject {ObservedSubject} at {_config} could not be written: other runs keep writing it.");
    }

    private async Task<(Observations Observations, RegisteredSchema? Basis)> RecallAsync(CancellationToken cancellationToken)
    {
        if (await _registry!.FindLatestAsync(ObservedSubject, cancellationToken) is not { } latest)
        {
            return (Observations.None, null);
        }

        try
        {
            return (ObservationsReader.Read(latest.Schema), latest);
        }
        catch (FormatException exception)
        {
            throw new ConnectorException(
                FailureType.ConfigError,
                $"{_registry.AddressOf(ObservedSubject)} is not what this connector remembers Facebook's answers by: {exception.Message} Put back an earlier version, or remove it to begin anew.",
                inner: exception);
        }
    }

    private async Task<bool> TryRememberAsync(
        Observations before, RegisteredSchema? basis, Sightings seen, (string Asked, string Served)? version, IReadOnlyList<DriftEvent> told, CancellationToken cancellationToken)
    {
        var after = ObservationsWriter.Write(_judge.Remember(before, seen, version, [.. _declared, .. told], _runId));
        if (basis is not null && after.Span.SequenceEqual(ObservationsWriter.Write(before).Span))
        {
            return true;
        }

        try
        {
            return await _registry!.TryRegisterAsync(ObservedSubject, after, basis, cancellationToken);
        }
        catch (SchemaRefusedException exception)
        {
            throw new ConnectorException(
                FailureType.ConfigError,
                $"The registry does not take a new version of {ObservedSubject}: {exception.Message}. It holds what earlier runs have seen and no rules for data; set its compatibility to NONE.",
                inner: exception);
        }
    }

    private void Tell(IReadOnlyList<DriftEvent> drifts)
    {
        foreach (var drift in drifts)
        {
            Told(DriftEvent.NameOf(drift.Kind));
            if (_config.OnDrift != OnDrift.Ignore)
            {
                _log.LogWarning("Drift: {Message}", drift.Message);
            }
        }
    }
}
