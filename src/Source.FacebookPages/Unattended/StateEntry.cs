using System.Text.Json;

namespace Source.FacebookPages.Unattended;

/// <summary>The stored state of one stream.</summary>
/// <param name="Stream">The stream's name.</param>
/// <param name="State">The blob (<c>stream_state</c>), one JSON object.</param>
/// <param name="Writers">Which run has stored it last, by the part of the Pages that the run was for: <c>all</c>, or <c>i/n</c> for each shard of a stream that they share.</param>
internal sealed record StateEntry(string Stream, JsonElement State, IReadOnlyDictionary<string, string> Writers);
