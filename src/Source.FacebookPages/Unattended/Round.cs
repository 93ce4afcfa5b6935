namespace Source.FacebookPages.Unattended;

/// <summary>
/// The runs that together read everything once: the first, and those that go on where a time limit stopped the one before. What one of them has read to its end, the later ones leave out;
/// otherwise runs that are stopped in time would begin with the same Pages again and never reach the last. Immutable.
/// </summary>
internal sealed record Round
{
    /// <summary>A round that begins now.</summary>
    public static Round New { get; } = new();

    /// <summary>When the first of its runs began; null for a round that begins now.</summary>
    public DateTimeOffset? Began { get; init; }

    /// <summary>Its runs so far.</summary>
    public IReadOnlyList<string> Runs { get; init; } = [];

    /// <summary>The Pages that are done, by stream.</summary>
    public IReadOnlyDictionary<string, IReadOnlySet<string>> Finished { get; init; } = new Dictionary<string, IReadOnlySet<string>>();

    /// <summary>Whether a Page is done in a stream.</summary>
    public bool IsFinished(string stream, string pageId) => Finished.TryGetValue(stream, out var pages) && pages.Contains(pageId);

    /// <summary>The round after one more run, which has finished these Pages by stream.</summary>
    public Round After(string runId, DateTimeOffset began, IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> finished)
    {
        var all = new SortedDictionary<string, IReadOnlySet<string>>(Finished.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var (stream, pages) in finished.Where(pair => pair.Value.Count > 0))
        {
            all[stream] = (all.TryGetValue(stream, out var before) ? before.Concat(pages) : pages).ToHashSet(StringComparer.Ordinal);
        }

        return new Round { Began = Began ?? began, Runs = [.. Runs, runId], Finished = all };
    }

    /// <summary>
    /// What of the round still holds: only streams whose stored state is that of one of its runs. Somebody may have reset a stream, or have put another state in its place.
    /// </summary>
    public Round Where(StateDocument state, string part) => this with
    {
        Finished = Finished
            .Where(pair => state.Find(pair.Key)?.Writers.GetValueOrDefault(part) is { } writer && Runs.Contains(writer))
            .ToDictionary(StringComparer.Ordinal),
    };
}
