using System.Text.Json;

namespace Airbyte.Protocol;

/// <summary>What <c>read</c> is asked for: the configured streams in the caller's order, each name once.</summary>
public sealed class ConfiguredCatalog
{
    /// <summary>Creates a catalog of these streams.</summary>
    public ConfiguredCatalog(IReadOnlyList<ConfiguredStream> streams) => Streams = streams;

    /// <summary>The streams, in the order of the file.</summary>
    public IReadOnlyList<ConfiguredStream> Streams { get; }

    /// <summary>
    /// Reads a configured catalog. Tolerates a byte order mark, unknown keys, explicit nulls and an empty <c>json_schema</c>;
    /// a missing <c>sync_mode</c> means full refresh; a stream listed twice is taken once.
    /// </summary>
    /// <exception cref="FormatException">The text is not JSON or not a catalog; the message says what is wrong and where.</exception>
    public static ConfiguredCatalog Parse(ReadOnlyMemory<byte> utf8Json)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(JsonText.WithoutByteOrderMark(utf8Json), ProtocolJson.Reading);
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The configured catalog is not valid JSON ({JsonText.Position(exception)}).", exception);
        }

        using (document)
        {
            try
            {
                return new ConfiguredCatalog(ReadStreams(document.RootElement));
            }
            catch (InvalidOperationException exception)
            {
                // What the JSON library says when it meets a lone surrogate while it looks for a name.
                throw new FormatException("The configured catalog contains a text that is not valid Unicode.", exception);
            }
        }
    }

    private static List<ConfiguredStream> ReadStreams(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"The configured catalog must be an object with a list \"streams\", not {JsonText.KindOf(root)}.");
        }

        if (!root.TryGetPresent("streams", out var list))
        {
            throw new FormatException("The configured catalog has no list \"streams\".");
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException($"\"streams\" of the configured catalog must be a list, not {JsonText.KindOf(list)}.");
        }

        var streams = new List<ConfiguredStream>(list.GetArrayLength());
        var names = new HashSet<string>();
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            var stream = ReadStream(item, index++);
            if (names.Add(stream.Name))
            {
                streams.Add(stream);
            }
        }

        return streams;
    }

    private static ConfiguredStream ReadStream(JsonElement item, int index)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"streams[{index}] of the configured catalog must be an object, not {JsonText.KindOf(item)}.");
        }

        if (!item.TryGetPresent("stream", out var stream) || stream.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"streams[{index}] of the configured catalog has no object \"stream\".");
        }

        if (!stream.TryGetPresent("name", out var nameElement) || ProtocolJson.TextOf(nameElement) is not { Length: > 0 } name)
        {
            throw new FormatException($"streams[{index}].stream of the configured catalog has no \"name\".");
        }

        if (!item.TryGetPresent("sync_mode", out var mode))
        {
            return new ConfiguredStream(name, SyncMode.FullRefresh, "full_refresh");
        }

        var text = ProtocolJson.TextOf(mode) ?? JsonText.KindOf(mode);
        return new ConfiguredStream(
            name,
            mode.ValueKind != JsonValueKind.String ? null : text switch
            {
                "full_refresh" => SyncMode.FullRefresh,
                "incremental" => SyncMode.Incremental,
                _ => null,
            },
            text);
    }
}
