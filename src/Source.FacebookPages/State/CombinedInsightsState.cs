using System.Text.Json;
using Airbyte.Cdk;
using Source.FacebookPages.Catalog;

namespace Source.FacebookPages.State;

/// <summary>
/// The state of a stream that is about all Pages: a part for each, with <c>end_time</c> the earliest of them. A Page that is not read in this run, or is no longer there,
/// keeps its part. Until something was covered it is the one that was given, to the letter.
/// </summary>
internal sealed class CombinedInsightsState : IStreamState
{
    private readonly JsonElement? _given;
    private readonly DateTimeOffset _start;
    private readonly SortedDictionary<string, PageProgress> _parts;
    private bool _changed;

    /// <summary>Creates the state from the parts that are known; <paramref name="start"/> is its cursor while there is none.</summary>
    public CombinedInsightsState(JsonElement? given, IReadOnlyDictionary<string, PageProgress> parts, DateTimeOffset start)
    {
        _given = given;
        _start = start;
        _parts = new(PageIdOrder.Instance);
        foreach (var (pageId, progress) in parts)
        {
            _parts.Add(pageId, progress);
        }
    }

    /// <inheritdoc/>
    public int PartCount => _parts.Count;

    /// <inheritdoc/>
    public void Set(string partitionKey, IPartitionState state)
    {
        _parts[partitionKey] = (PageProgress)state;
        _changed = true;
    }

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        if (!_changed && _given is { } kept)
        {
            kept.WriteTo(writer);
            return;
        }

        new StateWriter(writer).WritePages(_parts, _parts.Count == 0 ? _start : _parts.Values.Min(part => part.EndTime));
    }
}
