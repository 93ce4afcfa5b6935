using System.Text.Json;

namespace Source.FacebookPages.Unattended;

/// <summary>What one run changes in the stored state, and with which changes of others that goes together.</summary>
internal sealed class StateChange
{
    private readonly Dictionary<string, JsonElement> _states;
    private readonly Func<string, JsonElement, JsonElement, JsonElement> _merge;
    private readonly PagesShard? _shard;

    /// <summary>Creates a change.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="shard">The part of the Pages that it is for; null for all.</param>
    /// <param name="states">The new blobs by stream.</param>
    /// <param name="merge">Puts the blob of a stream that shards share together: the stream, the stored blob, the run's own.</param>
    public StateChange(string runId, PagesShard? shard, IReadOnlyDictionary<string, JsonElement> states, Func<string, JsonElement, JsonElement, JsonElement> merge)
    {
        RunId = runId;
        _shard = shard;
        _states = new(states, StringComparer.Ordinal);
        _merge = merge;
    }

    /// <summary>The run.</summary>
    public string RunId { get; }

    /// <summary>The run's own entries, as they are when nobody else has stored anything.</summary>
    public IReadOnlyList<StateEntry> Entries => StateDocument.InOrder(_states.Select(pair => new StateEntry(pair.Key, pair.Value, new Dictionary<string, string> { [Part] = RunId })));

    private string Part => PartOf(_shard);

    /// <summary>How the part of the Pages that a run is for is called in the stored state.</summary>
    public static string PartOf(PagesShard? shard) => shard?.ToString() ?? "all";

    /// <summary>The stored state with the change.</summary>
    public StateDocument ApplyTo(StateDocument stored) => stored.With(_states.Select(pair => Entry(pair.Key, pair.Value, stored.Find(pair.Key))));

    /// <summary>Whether the stored state has the change already.</summary>
    public bool IsIn(StateDocument stored) =>
        _states.Count > 0 && _states.Keys.All(stream => stored.Find(stream) is { } entry && entry.Writers.GetValueOrDefault(Part) == RunId);

    /// <summary>Sees to it that nobody has changed what this run changes. Other shards of as many may have stored their parts; for a run over all Pages nobody may have stored anything.</summary>
    /// <exception cref="StateConflictException">Somebody has.</exception>
    public void CheckAgainst(StoredState begun, StoredState current, string address)
    {
        if (begun.Version == current.Version)
        {
            return;
        }

        if (_shard is not { } shard)
        {
            throw Conflict(address, NewestWriter(begun.Document, current.Document));
        }

        foreach (var stream in _states.Keys)
        {
            var before = begun.Document.Find(stream)?.Writers ?? new Dictionary<string, string>();
            var after = current.Document.Find(stream)?.Writers ?? new Dictionary<string, string>();
            if (before.Keys.Concat(after.Keys).FirstOrDefault(part => !IsNeighbour(part, shard) && before.GetValueOrDefault(part) != after.GetValueOrDefault(part)) is { } changed)
            {
                throw Conflict(address, after.GetValueOrDefault(changed));
            }
        }
    }

    private static bool IsNeighbour(string part, PagesShard shard) => PagesShard.TryParse(part) is { } other && other.Count == shard.Count && other.Number != shard.Number;

    private static string? NewestWriter(StateDocument before, StateDocument after) => after.Entries
        .SelectMany(entry => entry.Writers.Values)
        .Except(before.Entries.SelectMany(entry => entry.Writers.Values))
        .Max(StringComparer.Ordinal);

    private static StateConflictException Conflict(string address, string? writer) => new(
        $"{address} was changed by {(writer is null ? "somebody else" : $"run {writer}")} while this run was under way, so this run stores neither its state nor a manifest. "
        + "Nothing is lost: the next run goes on from the stored state. See to it that only one run at a time works for a connection (or one for each shard).");

    private StateEntry Entry(string stream, JsonElement own, StateEntry? stored)
    {
        if (_shard is not { } shard || stored is null)
        {
            return new StateEntry(stream, own, new Dictionary<string, string> { [Part] = RunId });
        }

        var writers = stored.Writers.Where(writer => IsNeighbour(writer.Key, shard)).Append(new(Part, RunId)).ToDictionary(StringComparer.Ordinal);
        return new StateEntry(stream, _merge(stream, stored.State, own), writers);
    }
}
