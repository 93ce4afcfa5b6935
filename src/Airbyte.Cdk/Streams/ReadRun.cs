using Airbyte.Protocol;
using Microsoft.Extensions.Logging;

namespace Airbyte.Cdk;

/// <summary>Reads the configured streams of a connection into a sink, whatever the sink does with it.</summary>
/// <param name="sink">Takes records, states and statuses; errors are in the outcome and not written.</param>
/// <param name="log">Takes what is worth telling.</param>
/// <param name="time">The clock.</param>
public sealed class ReadRun(IMessageSink sink, ILogger log, TimeProvider time)
{
    private const int NamesInLog = 10;

    /// <summary>Reads to the end, or until stopped.</summary>
    /// <param name="connection">What to read from.</param>
    /// <param name="catalog">Which streams.</param>
    /// <param name="state">Where to go on from.</param>
    /// <param name="cancellationToken">Stops the run: what was checkpointed is still written as state.</param>
    /// <exception cref="ConnectorException">Nothing can be read; every stream was ended INCOMPLETE.</exception>
    /// <exception cref="OutputClosedException">The sink takes nothing any more.</exception>
    public async Task<ReadOutcome> ExecuteAsync(
        ISourceConnection connection, ConfiguredCatalog catalog, InputState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(state);
        LogStart(catalog, state);
        var readable = catalog.Streams.Where(stream => stream.SyncMode is not null).ToList();
        var opened = await OpenAsync(connection, catalog, readable, state, cancellationToken);

        var refused = catalog.Streams.Where(stream => stream.SyncMode is null).Select(StreamRefusal.UnknownSyncMode).ToList();
        foreach (var refusal in refused)
        {
            log.LogWarning("{Message}", refusal.Message);
            sink.WriteStreamStatus(refusal.Stream!, StreamStatus.Incomplete);
        }

        var comingLater = readable.Count == 0 ? AsyncEnumerable.Empty<IReadOnlyList<IStream>>() : connection.FurtherAsync(cancellationToken);
        var outcome = await new SyncRunner(sink, log, time).RunAsync([.. readable.Select(stream => stream.Name)], opened, comingLater, connection.Concurrency, cancellationToken);
        var further = await CompleteAsync(connection, cancellationToken);
        var results = InCatalogOrder(catalog, outcome.Results, refused);
        LogSummary(connection, results);
        return new ReadOutcome(results, [.. refused, .. outcome.Errors, .. further], outcome.Stopped);
    }

    private static async Task<IReadOnlyList<ErrorTrace>> CompleteAsync(ISourceConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            return [.. (await connection.CompleteAsync(cancellationToken)).Select(failure => ErrorTraces.Of(failure, "completing the run"))];
        }
        catch (Exception exception) when (exception is not OutputClosedException)
        {
            // The streams are read, and what is known of them must still be told.
            return [ErrorTraces.Of(exception, "completing the run")];
        }
    }

    private async Task<IReadOnlyList<IStream>> OpenAsync(
        ISourceConnection connection,
        ConfiguredCatalog catalog,
        List<ConfiguredStream> readable,
        InputState state,
        CancellationToken cancellationToken)
    {
        if (readable.Count == 0)
        {
            return [];
        }

        try
        {
            return await connection.OpenAsync(new ConfiguredCatalog(readable), state, cancellationToken);
        }
        catch (Exception exception) when (exception is not OutputClosedException)
        {
            // Nothing is read, and nobody may take any of the streams for read.
            foreach (var stream in catalog.Streams)
            {
                sink.WriteStreamStatus(stream.Name, StreamStatus.Incomplete);
            }

            throw;
        }
    }

    private void LogStart(ConfiguredCatalog catalog, InputState state)
    {
        if (catalog.Streams.Count == 0)
        {
            log.LogWarning("The configured catalog has no streams; there is nothing to read.");
            return;
        }

        var names = string.Join(", ", catalog.Streams.Take(NamesInLog).Select(stream => stream.Name));
        var more = catalog.Streams.Count > NamesInLog ? $" and {catalog.Streams.Count - NamesInLog} more" : "";
        var known = catalog.Streams.Count(stream => state.Find(stream.Name) is not null);
        log.LogInformation("Reading {Names}{More}. State found for {Known} of {Count}.", names, more, known, catalog.Streams.Count);
    }

    private static List<StreamResult> InCatalogOrder(ConfiguredCatalog catalog, IReadOnlyList<StreamResult> read, List<ErrorTrace> refused)
    {
        var byName = read.ToDictionary(result => result.Name, StringComparer.Ordinal);
        foreach (var refusal in refused)
        {
            byName.Add(refusal.Stream!, new StreamResult(refusal.Stream!, StreamStatus.Incomplete, Records: 0, [refusal]));
        }

        return [.. catalog.Streams.Select(stream => byName[stream.Name])];
    }

    private void LogSummary(ISourceConnection connection, List<StreamResult> results)
    {
        try
        {
            if (connection.Summarize(results) is { } summary)
            {
                log.LogInformation("{Summary}", summary);
            }
        }
        catch (Exception exception)
        {
            // The summary is a service; failing at it must not cost the errors that are still to be reported.
            log.LogWarning(exception, "The summary could not be made.");
        }
    }
}
