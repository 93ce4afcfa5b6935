using System.IO.Compression;

namespace Facebook.Graph;

/// <summary>
/// What was done to a body for the way (RFC 9110, section 8.4). The HTTP client could undo it too, but only while it receives, and the next request would wait for that.
/// </summary>
internal static class ContentCoding
{
    /// <summary>The codings that are understood, as a request names them.</summary>
    internal const string Accepted = "gzip, br";

    // Insights answers have 5 to 7 times the size of their gzip.
    private const int UsualRatio = 8;

    /// <summary>Undoes the coding of a body. Without one, or with one that nobody has asked for, the answer is the body itself.</summary>
    /// <param name="body">The body as it came; belongs to the caller, as does the result.</param>
    /// <param name="coding">The one that was applied last; null for none.</param>
    /// <param name="maxBytes">How large the result may be.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AnswerTooLargeException">It is larger than <paramref name="maxBytes"/>.</exception>
    /// <exception cref="InvalidDataException">It is broken or cut off.</exception>
    internal static async ValueTask<AnswerBody> UndoAsync(AnswerBody body, string? coding, int maxBytes, CancellationToken cancellationToken)
    {
        await using Stream? plain = coding?.ToUpperInvariant() switch
        {
            "GZIP" or "X-GZIP" => new GZipStream(body.Open(), CompressionMode.Decompress),
            "BR" => new BrotliStream(body.Open(), CompressionMode.Decompress),
            _ => null,
        };
        try
        {
            return plain is null ? body : await AnswerBody.ReadAsync(plain, (long)body.Length * UsualRatio, maxBytes, cancellationToken);
        }
        catch (InvalidOperationException e)
        {
            // Brotli's word for broken data.
            throw new InvalidDataException(e.Message, e);
        }
    }
}
