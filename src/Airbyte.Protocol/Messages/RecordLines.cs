using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Airbyte.Protocol;

/// <summary>
/// Writes RECORD messages, of which there are millions: each line is put together by copying pieces, of which only the data
/// differs within a batch.
/// </summary>
internal sealed class RecordLines(LineBuffer lines)
{
    private readonly Dictionary<string, byte[]> _prefixes = [];

    /// <summary>Writes the records of a batch, all with this time in milliseconds.</summary>
    public void Write(RecordBatch batch, long emittedAt)
    {
        ReadOnlySpan<byte> prefix = PrefixOf(batch.Stream);
        Span<byte> suffix = stackalloc byte[48];
        suffix = suffix[..FormatSuffix(suffix, emittedAt)];
        var index = 0;
        foreach (var record in batch)
        {
            if (batch.HasChanges && batch.ChangesOf(index) is { Count: > 0 } changes)
            {
                WriteChanged(prefix, record, emittedAt, changes);
            }
            else
            {
                WriteLine(prefix, record, suffix);
            }

            index++;
        }
    }

    private void WriteLine(ReadOnlySpan<byte> prefix, RecordText record, ReadOnlySpan<byte> suffix)
    {
        var line = lines.Reserve(prefix.Length + record.Length + suffix.Length);
        prefix.CopyTo(line);
        record.CopyTo(line[prefix.Length..]);
        suffix.CopyTo(line[(prefix.Length + record.Length)..]);
    }

    // Rare, so it may cost what it costs.
    private void WriteChanged(ReadOnlySpan<byte> prefix, RecordText record, long emittedAt, IReadOnlyList<RecordChange> changes)
    {
        var meta = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(meta, ProtocolJson.Writing))
        {
            MessageShapes.Changes(json, changes);
        }

        var suffix = string.Create(CultureInfo.InvariantCulture, $",\"emitted_at\":{emittedAt},\"meta\":");
        byte[] rest = [.. Encoding.UTF8.GetBytes(suffix), .. meta.WrittenSpan, .. "}}\n"u8];
        WriteLine(prefix, record, rest);
    }

    private static int FormatSuffix(Span<byte> suffix, long emittedAt)
    {
        var start = ",\"emitted_at\":"u8;
        start.CopyTo(suffix);
        emittedAt.TryFormat(suffix[start.Length..], out var digits, default, CultureInfo.InvariantCulture);
        "}}\n"u8.CopyTo(suffix[(start.Length + digits)..]);
        return start.Length + digits + 3;
    }

    private byte[] PrefixOf(string stream)
    {
        if (!_prefixes.TryGetValue(stream, out var prefix))
        {
            var name = JsonEncodedText.Encode(stream, ProtocolJson.Writing.Encoder);
            prefix = [.. "{\"type\":\"RECORD\",\"record\":{\"stream\":\""u8, .. name.EncodedUtf8Bytes, .. "\",\"data\":"u8];
            _prefixes.Add(stream, prefix);
        }

        return prefix;
    }
}
