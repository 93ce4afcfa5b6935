using System.IO.Compression;

namespace GraphSimulator.Http;

/// <summary>Compresses an answer as the client asked: the first of gzip and brotli that it names.</summary>
internal static class ContentEncoding
{
    /// <summary>"gzip", "br", or null for neither.</summary>
    public static string? Choose(string acceptEncoding)
    {
        foreach (var item in acceptEncoding.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = item.Split(';', StringSplitOptions.TrimEntries);
            if (parts[0] is "gzip" or "br" && !parts.Skip(1).Any(p => p is "q=0" or "q=0.0"))
            {
                return parts[0];
            }
        }

        return null;
    }

    public static ReadOnlyMemory<byte> Encode(ReadOnlyMemory<byte> body, string encoding)
    {
        var output = new MemoryStream(body.Length / 6);
        using (Stream stream = encoding == "br"
            ? new BrotliStream(output, CompressionLevel.Fastest, leaveOpen: true)
            : new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(body.Span);
        }

        return output.GetBuffer().AsMemory(0, (int)output.Length);
    }
}
