using Airbyte.Cdk;
using Airbyte.Protocol;
using Microsoft.Extensions.Logging;
using Source.FacebookPages.Storage;
using Source.FacebookPages.Telemetry;

namespace Source.FacebookPages.Unattended;

/// <summary>
/// One unattended run: takes the state from the registry, reads, and stores first the data, then the manifest, last the state. A run that ends anywhere before the state is stored has changed nothing
/// that counts, or has stored rows that will come again with the same keys; none is ever lost.
/// </summary>
/// <param name="source">The connector.</param>
/// <param name="surroundings">Opens the stores.</param>
/// <param name="services">Log, redactor, clock.</param>
/// <param name="chance">Spreads names and waits.</param>
internal sealed class SyncRun(FacebookPagesSource source, Surroundings surroundings, ConnectorServices services, Func<double> chance)
{
    /// <summary>Runs. Whatever goes wrong with the connection, Facebook or the stores is in the answer.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="runId">The run's name.</param>
    /// <param name="cancellationToken">Stops reading; what was read until then is stored.</param>
    public async Task<SyncReport> ExecuteAsync(SyncRequest request, string runId, CancellationToken cancellationToken)
    {
        var began = services.Time.GetUtcNow();
        var stopBy = TimeLimit.StopBy(began, request.Deadline, request.MaxRuntimeSeconds);
        var answer = new SyncAnswer(runId, request.Connection);
        (services.Run as RunTelemetry)?.OfConnection(request.Connection);
        FacebookPagesConnection? connection = null;
        try
        {
            connection = source.Connect(request.Configuration, services, new RunLimits { StopBy = stopBy, Shard = request.Shard });
            using var timeLimit = stopBy is { } moment ? new CancellationTokenSource(Remaining(moment, began), services.Time) : new CancellationTokenSource();
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeLimit.Token);
            answer = await RunAsync(request, answer, began, connection, stop);
        }
        catch (PartitionDeferredException exception)
        {
            services.Log.LogInformation("The run is put off until {Until:u}: {Message}", exception.Until, exception.Message);
            answer = answer with { HasMore = true, RetryAfterSeconds = SecondsUntil(exception.Until) };
        }
        catch (ConnectorException exception)
        {
            services.Log.LogError("{Message}", exception.Message);
            answer = answer with { Errors = [RunFailure.Of(exception)] };
        }
        catch (OperationCanceledException)
        {
            services.Log.LogWarning("Stopped before there was anything to store.");
            answer = answer with { HasMore = true };
        }
        finally
        {
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }
        }

        return new SyncReport(answer, connection?.Statistics, connection?.Figures, services.Time.GetUtcNow() - began);
    }

    private static TimeSpan Remaining(DateTimeOffset moment, DateTimeOffset now) => moment > now ? moment - now : TimeSpan.Zero;

    private async Task<SyncAnswer> RunAsync(SyncRequest request, SyncAnswer answer, DateTimeOffset began, FacebookPagesConnection connection, CancellationTokenSource stop)
    {
        using var stateStore = surroundings.OpenStore(request.StateRegistry);
        using var outputStore = surroundings.OpenStore(request.Output);
        var registry = new StateRegistry(stateStore, request.Connection, services.Time, chance, services.Log);
        var begun = await registry.LoadAsync(stop.Token);
        var round = await registry.LoadRoundAsync(request.Shard, begun.Document, began, stop.Token);
        var state = begun.Document.ToInputState();

        using var uploads = new Uploads(outputStore);
        await using var failing = uploads.Failed.Register(stop.Cancel);
        using var output = new RecordOutput(answer.RunId, uploads, services.Time);
        var catalog = await connection.ChooseAsync(request.Catalog, state, round, stop.Token);
        var outcome = await ReadAsync(new ReadRun(output, services.Log, services.Time), connection, catalog, state, uploads, stop.Token);

        answer = Summed(answer, outcome) with { Files = await uploads.CompleteAsync(CancellationToken.None) };
        var change = new StateChange(answer.RunId, request.Shard, output.States, connection.Merge);
        answer = answer with { Manifest = outputStore.AddressOf(Manifest.KeyOf(answer.RunId)) };
        await StoreAsync(new Manifest(answer, change.Entries, request.Shard, began, services.Time.GetUtcNow()), registry, begun, change, outputStore);
        await registry.StoreRoundAsync(request.Shard, answer.HasMore ? round.After(answer.RunId, began, Finished(outcome)) : null, CancellationToken.None);
        return answer;
    }

    // An output that can't be written ends the read; what is worth telling is why it can't.
    private static async Task<ReadOutcome> ReadAsync(
        ReadRun run, FacebookPagesConnection connection, ConfiguredCatalog catalog, InputState state, Uploads uploads, CancellationToken stop)
    {
        try
        {
            return await run.ExecuteAsync(connection, catalog, state, stop);
        }
        catch (OutputClosedException)
        {
            await uploads.CompleteAsync(CancellationToken.None);
            throw;
        }
    }

    private static IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> Finished(ReadOutcome outcome) =>
        outcome.Results.Select(result => KeyValuePair.Create(result.Name, result.Finished));

    /// <summary>Stores the manifest and then the state. A run that finds its state changed by another takes its manifest back, so that none of its files count.</summary>
    private static async Task StoreAsync(Manifest manifest, StateRegistry registry, StoredState begun, StateChange change, IObjectStore outputStore)
    {
        var key = Manifest.KeyOf(manifest.Answer.RunId);
        await registry.CheckAsync(begun, change, CancellationToken.None);
        await outputStore.WriteAsync(key, manifest.Write(), CancellationToken.None);
        try
        {
            await registry.StoreAsync(begun, change, CancellationToken.None);
        }
        catch (StateConflictException)
        {
            await outputStore.DeleteAsync(key, CancellationToken.None);
            throw;
        }
    }

    private SyncAnswer Summed(SyncAnswer answer, ReadOutcome outcome)
    {
        var stopped = outcome.Results.Any(result => result.Stopped);
        var deferred = outcome.Results.Min(result => result.DeferredUntil);
        return answer with
        {
            Streams = outcome.Results,
            Errors = [.. outcome.Errors.Select(RunFailure.Of)],
            HasMore = stopped || deferred is not null,
            RetryAfterSeconds = !stopped && deferred is { } until ? SecondsUntil(until) : null,
        };
    }

    private int SecondsUntil(DateTimeOffset until) => Math.Max(1, (int)Math.Min(Math.Ceiling((until - services.Time.GetUtcNow()).TotalSeconds), int.MaxValue));
}
