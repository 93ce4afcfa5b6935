using System.Text.Json;

namespace Airbyte.Protocol;

/// <summary>
/// The state that <c>read</c> was given, stream by stream. Every form that callers are known to send is understood: nothing, <c>null</c>,
/// <c>[]</c>, <c>{}</c>, a list of STREAM states with or without <c>type</c>, whole messages, JSON lines, one single object, GLOBAL,
/// and the
/// legacy dictionary of streams.
/// </summary>
public sealed class InputState
{
    /// <summary>No state at all.</summary>
    public static InputState Empty { get; } = new(new Dictionary<string, JsonElement>(), []);

    /// <summary>Creates a state from the blobs of the streams.</summary>
    public InputState(IReadOnlyDictionary<string, JsonElement> streams, IReadOnlyList<string> remarks)
    {
        Streams = streams;
        Remarks = remarks;
    }

    /// <summary>
    /// The blob (<c>stream_state</c>, always an object) of each stream that has one. A null blob, and the markers
    /// <c>__ab_no_cursor_state_message</c> and <c>__ab_full_refresh_sync_complete</c> when alone in a blob, count as no state.
    /// Two states for one stream: the last one counts.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement> Streams { get; }

    /// <summary>What was odd about the input, a sentence each, to be logged as warnings.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>The blob of a stream, or null.</summary>
    public JsonElement? Find(string stream) => Streams.TryGetValue(stream, out var blob) ? blob : null;

    /// <summary>Reads a state file's content.</summary>
    /// <exception cref="FormatException">The content is not JSON, or not a state in any known form; never silently taken for no
    /// state.</exception>
    public static InputState Parse(ReadOnlyMemory<byte> utf8)
    {
        var text = JsonText.WithoutByteOrderMark(utf8).Span;
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = ProtocolJson.Reading.MaxDepth });
        var collector = new StateCollector();
        try
        {
            while (reader.Read())
            {
                using var document = JsonDocument.ParseValue(ref reader);
                if (!JsonText.IsValidUnicode(document.RootElement))
                {
                    throw new FormatException("The state contains a text that is not valid Unicode.");
                }

                collector.AddRoot(document.RootElement);
            }
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The state is not valid JSON ({JsonText.Position(exception)}).", exception);
        }

        return collector.ToState();
    }
}
