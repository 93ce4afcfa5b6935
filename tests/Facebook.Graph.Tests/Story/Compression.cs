using System.IO.Compression;
using System.Text;

namespace Facebook.Graph.Tests;

/// <summary>Compresses bodies as a server does.</summary>
internal static class Compression
{
    internal static byte[] Gzip(string text) => Compress(text, stream => new GZipStream(stream, CompressionLevel.Optimal));

    internal static byte[] Brotli(string text) => Compress(text, stream => new BrotliStream(stream, CompressionLevel.Optimal));

    private static byte[] Compress(string text, Func<Stream, Stream> compress)
    {
        var result = new MemoryStream();
        using (var stream = compress(result))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        return result.ToArray();
    }
}
