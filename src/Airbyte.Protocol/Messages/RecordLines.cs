using System.Globalization;
using System.Text.Json;

namespace Airbyte.Protocol;

/// <summary>
/// Writes RECORD messages, of which there are millions: each line is put together by copying three pieces, of which only the data
/// differs within a batch.
/// </summary>
internal sealed class RecordLines(LineBuffer lines)
{
    private readonly Dictionary<string, byte[]> _prefixes = [];

    /// <summary>Writes the records of a batch, all with this time in milliseconds.</summary>
    public void Write(RecordBatch batch, long emittedAt)
    {
        var ends = batch.Ends;
        var data = batch.Data;
        ReadOnlySpan<byte> prefix = PrefixOf(batch.Stream);
        Span<byte> suffix = stackalloc byte[48];
        suffix = suffix[..FormatSuffix(suffix, emittedAt)];
        var start = 0;
        foreach (var end in ends)
        {
            var record = data[start..end];
            var line = lines.Reserve(prefix.Length + record.Length + suffix.Length);
            prefix.CopyTo(line);
            record.CopyTo(line[prefix.Length..]);
            suffix.CopyTo(line[(prefix.Length + record.Length)..]);
            start = end;
        }
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
