using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Airbyte.Protocol;

namespace Source.FacebookPages.Unattended;

/// <summary>
/// The content of <c>state.json</c>: a JSON list of STREAM states, a line each, which is itself a valid state file for <c>read</c>. Beside the protocol's keys each has <c>written_by</c>, from
/// which runs at the same time know each other. Immutable.
/// </summary>
/// <param name="Entries">One for each stream, in the order of the file.</param>
internal sealed record StateDocument(IReadOnlyList<StateEntry> Entries)
{
    private const string WrittenBy = "written_by";

    /// <summary>No state at all.</summary>
    public static StateDocument Empty { get; } = new([]);

    /// <summary>The streams with their blobs, as a read takes them.</summary>
    public InputState ToInputState() => new(
        Entries.Where(entry => !IsMarker(entry.State)).ToDictionary(entry => entry.Stream, entry => entry.State, StringComparer.Ordinal), []);

    /// <summary>The entry of a stream, or null.</summary>
    public StateEntry? Find(string stream) => Entries.FirstOrDefault(entry => entry.Stream == stream);

    /// <summary>The document with these entries in the place of those of the same streams; in a stable order, Pages by the number that their id is.</summary>
    public StateDocument With(IEnumerable<StateEntry> entries)
    {
        var all = new Dictionary<string, StateEntry>(StringComparer.Ordinal);
        foreach (var entry in Entries.Concat(entries))
        {
            all[entry.Stream] = entry;
        }

        return new StateDocument(InOrder(all.Values));
    }

    /// <summary>The one order of entries.</summary>
    public static IReadOnlyList<StateEntry> InOrder(IEnumerable<StateEntry> entries) =>
        [.. entries.OrderBy(entry => entry.Stream.Length).ThenBy(entry => entry.Stream, StringComparer.Ordinal)];

    /// <summary>Reads the content of a state file, this connector's own or any other that <c>read</c> understands.</summary>
    /// <exception cref="FormatException">It is not a state.</exception>
    public static StateDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        var states = InputState.Parse(utf8);
        using var document = TryParse(utf8);
        return document?.RootElement.ValueKind == JsonValueKind.Array
            ? Empty.With(document.RootElement.EnumerateArray().Select(ReadEntry).OfType<StateEntry>())
            : new StateDocument([.. states.Streams.Select(pair => new StateEntry(pair.Key, pair.Value, NoWriters))]);
    }

    /// <summary>The file's content.</summary>
    public ReadOnlyMemory<byte> Write()
    {
        var content = new ArrayBufferWriter<byte>(4096);
        content.Write("["u8);
        var separator = "\n"u8;
        foreach (var entry in Entries)
        {
            content.Write(separator);
            using var json = new Utf8JsonWriter(content, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            WriteEntry(json, entry);
            separator = ",\n"u8;
        }

        content.Write("\n]\n"u8);
        return content.WrittenMemory;
    }

    /// <summary>Writes one entry: a STREAM state with its writers.</summary>
    public static void WriteEntry(Utf8JsonWriter json, StateEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("type", "STREAM");
        json.WriteStartObject("stream");
        json.WriteStartObject("stream_descriptor");
        json.WriteString("name", entry.Stream);
        json.WriteEndObject();
        json.WritePropertyName("stream_state");
        entry.State.WriteTo(json);
        json.WriteEndObject();
        json.WriteStartObject(WrittenBy);
        foreach (var (part, run) in entry.Writers.OrderBy(writer => writer.Key, StringComparer.Ordinal))
        {
            json.WriteString(part, run);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static IReadOnlyDictionary<string, string> NoWriters { get; } = new Dictionary<string, string>();

    // What a read would not take for a state: the marker of a stream without a cursor.
    private static bool IsMarker(JsonElement state) => state.EnumerateObject().All(property => property.Name.StartsWith("__ab_", StringComparison.Ordinal));

    // Null for an item without a state to keep.
    private static StateEntry? ReadEntry(JsonElement item)
    {
        var body = Object(item, "state") ?? item;
        if (Object(body, "stream") is not { } stream
            || Object(stream, "stream_state") is not { } state
            || Object(stream, "stream_descriptor") is not { } descriptor
            || !descriptor.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var writers = Object(item, WrittenBy) is not { } by ? NoWriters : by.EnumerateObject()
            .Where(writer => writer.Value.ValueKind == JsonValueKind.String)
            .ToDictionary(writer => writer.Name, writer => writer.Value.GetString()!, StringComparer.Ordinal);
        return new StateEntry(name.GetString()!, state.Clone(), writers);
    }

    private static JsonElement? Object(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    // A state file may also be lines, or one object; then nobody is known to have written it.
    private static JsonDocument? TryParse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonDocument.Parse(JsonText.WithoutByteOrderMark(utf8));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
