using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Microsoft.Extensions.Logging;
using Source.FacebookPages.Storage;

namespace Source.FacebookPages.Unattended;

/// <summary>
/// Keeps the state of a connection: <c>&lt;connection&gt;/state.json</c>, what it was after each run under <c>&lt;connection&gt;/history</c>, and how far a round has got that a time limit
/// interrupted. Of two runs at once for the same part of the Pages, the first to store its state wins, and the other stores nothing.
/// </summary>
/// <param name="store">Where.</param>
/// <param name="connection">The connection's name; see <see cref="ConnectionId"/>.</param>
/// <param name="time">The clock of waiting for other shards.</param>
/// <param name="chance">Spreads the waits: numbers from 0 (inclusive) to 1 (exclusive).</param>
/// <param name="log">Takes what went wrong beside the point.</param>
internal sealed class StateRegistry(IObjectStore store, string connection, TimeProvider time, Func<double> chance, ILogger log)
{
    // Each failed try means that another shard has succeeded.
    private const int MostTries = 1000;

    private static readonly TimeSpan WaitGrowth = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    /// <summary>A round that was begun longer ago is not gone on with: what it has finished is out of date by now.</summary>
    private static readonly TimeSpan LongestRound = TimeSpan.FromHours(24);

    private readonly string _stateKey = $"{connection}/state.json";

    /// <summary>The URI of the state.</summary>
    public string Address => store.AddressOf(_stateKey);

    /// <summary>The state as it is stored.</summary>
    /// <exception cref="ConnectorException">It can't be read, or is not a state.</exception>
    public async Task<StoredState> LoadAsync(CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(_stateKey, cancellationToken) is not { } found)
        {
            return new StoredState(StateDocument.Empty, Version: null);
        }

        try
        {
            return new StoredState(StateDocument.Parse(found.Content), found.Version);
        }
        catch (FormatException exception)
        {
            throw new ConnectorException(
                FailureType.ConfigError,
                $"{Address} is not a state: {exception.Message} Nothing was read. Put back a state that works, for example one from {store.AddressOf($"{connection}/history")}, or remove the file to start anew.",
                inner: exception);
        }
    }

    /// <summary>Whether the state is still the one that a run began with, as far as its own part goes.</summary>
    /// <exception cref="StateConflictException">It is not.</exception>
    public async Task CheckAsync(StoredState begun, StateChange change, CancellationToken cancellationToken) =>
        change.CheckAgainst(begun, await LoadAsync(cancellationToken), Address);

    /// <summary>Stores what a run has changed.</summary>
    /// <param name="begun">The state that the run began with.</param>
    /// <param name="change">What it has changed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StateConflictException">Another run for the same part was faster; nothing was stored.</exception>
    public async Task StoreAsync(StoredState begun, StateChange change, CancellationToken cancellationToken)
    {
        var current = begun;
        for (var tries = 0; tries < MostTries; tries++)
        {
            var merged = change.ApplyTo(current.Document).Write();
            if (await store.TryReplaceAsync(_stateKey, merged, current.Version, cancellationToken))
            {
                await KeepHistoryAsync(change.RunId, merged, cancellationToken);
                return;
            }

            var cap = TimeSpan.FromTicks(Math.Min(WaitGrowth.Ticks * (tries + 1), LongestWait.Ticks));
            await Task.Delay(cap * chance(), time, cancellationToken);
            current = await LoadAsync(cancellationToken);
            if (change.IsIn(current.Document))
            {
                // It was stored after all, only the word of it got lost; another shard has stored its part since.
                await KeepHistoryAsync(change.RunId, current.Document.Write(), cancellationToken);
                return;
            }

            change.CheckAgainst(begun, current, Address);
        }

        throw new StateConflictException($"{Address} was changed by others {MostTries} times while this run tried to store its part. Run again; nothing is lost.");
    }

    /// <summary>Changes the state by hand. Runs that are under way will not overwrite the change.</summary>
    /// <param name="runId">The change's name in the history.</param>
    /// <param name="change">Makes the new state of the stored one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StateConflictException">Somebody has changed the state at the same moment; nothing was stored.</exception>
    public async Task ChangeAsync(string runId, Func<StateDocument, StateDocument> change, CancellationToken cancellationToken)
    {
        var stored = await LoadAsync(cancellationToken);
        var changed = change(stored.Document).Write();
        if (!await store.TryReplaceAsync(_stateKey, changed, stored.Version, cancellationToken))
        {
            throw new StateConflictException($"{Address} was changed by somebody else at this very moment, so nothing was done. Try again.");
        }

        await KeepHistoryAsync(runId, changed, cancellationToken);
    }

    /// <summary>The round that a part of the Pages is in: a new one, unless a time limit has interrupted the last.</summary>
    public async Task<Round> LoadRoundAsync(PagesShard? shard, StateDocument state, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(RoundKey(shard), cancellationToken) is not { } found)
        {
            return Round.New;
        }

        try
        {
            var round = RoundFile.Read(found.Content);
            return round.Began is { } began && began <= now && now - began < LongestRound ? round.Where(state, StateChange.PartOf(shard)) : Round.New;
        }
        catch (FormatException exception)
        {
            log.LogWarning("{Address} is not understood ({Cause}) and is left aside: everything is read anew from the state.", store.AddressOf(RoundKey(shard)), exception.Message);
            return Round.New;
        }
    }

    /// <summary>Keeps how far an interrupted round has got, or forgets it when it is done (null). Failing at it repeats work and loses nothing.</summary>
    public async Task StoreRoundAsync(PagesShard? shard, Round? round, CancellationToken cancellationToken)
    {
        try
        {
            if (round is not null || await store.ReadAsync(RoundKey(shard), cancellationToken) is not null)
            {
                await store.WriteAsync(RoundKey(shard), RoundFile.Write(round ?? Round.New), cancellationToken);
            }
        }
        catch (ConnectorException exception)
        {
            log.LogWarning("How far this round of runs has got could not be kept, so the next run begins anew from the state: {Cause}", exception.Message);
        }
    }

    private string RoundKey(PagesShard? shard) => shard is { } part
        ? string.Create(CultureInfo.InvariantCulture, $"{connection}/rounds/{part.Number}-of-{part.Count}.json")
        : $"{connection}/rounds/all.json";

    private async Task KeepHistoryAsync(string runId, ReadOnlyMemory<byte> state, CancellationToken cancellationToken)
    {
        var key = $"{connection}/history/{runId}.json";
        try
        {
            await store.WriteAsync(key, state, cancellationToken);
        }
        catch (ConnectorException exception)
        {
            log.LogWarning("The state is stored, but not its copy {Address}: {Cause}", store.AddressOf(key), exception.Message);
        }
    }
}
