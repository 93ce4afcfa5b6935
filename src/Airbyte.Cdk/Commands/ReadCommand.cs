using Airbyte.Protocol;
using Microsoft.Extensions.Logging;

namespace Airbyte.Cdk;

/// <summary><c>read</c>: writes the records of the configured streams, and the states to go on from.</summary>
internal static class ReadCommand
{
    private const int NamesInLog = 10;

    public static Command Definition { get; } = new(
        "read",
        "Read the configured streams.",
        [Option.Config, Option.Catalog, Option.State, Option.ManifestPath, Option.ComponentsPath],
        RunAsync);

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var configuration = context.ReadConfiguration();
        return await context.WithConnectionAsync(configuration, async connection =>
        {
            var catalog = context.ReadCatalog();
            var state = context.ReadState();
            return await ReadAsync(context, connection, catalog, state, cancellationToken);
        });
    }

    private static async Task<int> ReadAsync(
        CommandContext context,
        ISourceConnection connection,
        ConfiguredCatalog catalog,
        InputState state,
        CancellationToken cancellationToken)
    {
        var log = context.Services.Log;
        LogStart(log, catalog, state);

        var readable = catalog.Streams.Where(stream => stream.SyncMode is not null).ToList();
        var opened = await OpenAsync(context, connection, catalog, readable, state, cancellationToken);

        var refused = catalog.Streams.Where(stream => !opened.ContainsKey(stream.Name)).Select(Refusal).ToList();
        foreach (var refusal in refused)
        {
            log.LogWarning("{Message}", refusal.Message);
            context.Sink.WriteStreamStatus(refusal.Stream!, StreamStatus.Incomplete);
        }

        var streams = readable.Where(stream => opened.ContainsKey(stream.Name)).Select(stream => opened[stream.Name]).ToList();
        var runner = new SyncRunner(context.Sink, log, context.Services.Time);
        var outcome = await runner.RunAsync(streams, connection.Concurrency, cancellationToken);

        var results = InCatalogOrder(catalog, outcome.Results, refused);
        return Finish(context, connection, results, [.. refused, .. outcome.Errors], outcome.Stopped, cancellationToken);
    }

    private static async Task<Dictionary<string, IStream>> OpenAsync(
        CommandContext context,
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
            var streams = await connection.OpenAsync(new ConfiguredCatalog(readable), state, cancellationToken);
            return streams.ToDictionary(stream => stream.Name, StringComparer.Ordinal);
        }
        catch (Exception exception) when (exception is not OutputClosedException)
        {
            // Nothing is read, and nobody may take any of the streams for read.
            foreach (var stream in catalog.Streams)
            {
                context.Sink.WriteStreamStatus(stream.Name, StreamStatus.Incomplete);
            }

            throw;
        }
    }

    private static void LogStart(ILogger log, ConfiguredCatalog catalog, InputState state)
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

    private static ErrorTrace Refusal(ConfiguredStream stream) => new(
        FailureType.ConfigError,
        stream.SyncMode is null
            ? $"Stream {stream.Name} is configured with the sync mode \"{stream.SyncModeText}\", which does not exist. Use full_refresh or incremental."
            : $"Stream {stream.Name} is configured, but the source does not have it any more. Run discover again and remove it from the catalog.",
        Stream: stream.Name);

    private static List<StreamResult> InCatalogOrder(ConfiguredCatalog catalog, IReadOnlyList<StreamResult> read, List<ErrorTrace> refused)
    {
        var byName = read.ToDictionary(result => result.Name, StringComparer.Ordinal);
        foreach (var refusal in refused)
        {
            byName.Add(refusal.Stream!, new StreamResult(refusal.Stream!, StreamStatus.Incomplete, Records: 0, [refusal]));
        }

        return [.. catalog.Streams.Select(stream => byName[stream.Name])];
    }

    private static void LogSummary(ILogger log, ISourceConnection connection, List<StreamResult> results)
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

    private static int Finish(
        CommandContext context,
        ISourceConnection connection,
        List<StreamResult> results,
        List<ErrorTrace> errors,
        bool stopped,
        CancellationToken cancellationToken)
    {
        var log = context.Services.Log;
        LogSummary(log, connection, results);

        if (stopped)
        {
            log.LogWarning("Stopped before the end. The last state of each stream covers what was finished; reading goes on from there.");
        }

        // Last of all: some callers give up on the whole run at the first of these.
        foreach (var error in errors)
        {
            context.Sink.WriteError(error);
        }

        if (stopped)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return errors.Count > 0 ? ExitCode.Failure : ExitCode.Success;
    }
}
