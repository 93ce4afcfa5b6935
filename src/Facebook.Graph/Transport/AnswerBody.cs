using System.Buffers;

namespace Facebook.Graph;

/// <summary>The whole body of an answer in a pooled buffer, which goes back to the pool, wiped, on disposal.</summary>
internal sealed class AnswerBody : IDisposable
{
    private const int FirstSize = 64 * 1024;

    // A pool of its own: the shared one keeps arrays for each thread, so that memory would grow with the threads that have ever read.
    private static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Create(16 * 1024 * 1024, maxArraysPerBucket: 80);

    private byte[] _buffer;
    private int _length;

    private AnswerBody(byte[] buffer) => _buffer = buffer;

    /// <summary>The bytes, without a byte order mark; valid until disposal.</summary>
    internal ReadOnlySpan<byte> Bytes
    {
        get
        {
            ReadOnlySpan<byte> bytes = _buffer.AsSpan(0, _length);
            return bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        }
    }

    /// <summary>How many bytes came, after decompression.</summary>
    internal int Length => _length;

    /// <summary>Reads the content to its end.</summary>
    /// <exception cref="AnswerTooLargeException">It is larger than <paramref name="maxBytes"/>.</exception>
    internal static async Task<AnswerBody> ReadAsync(HttpContent content, int maxBytes, CancellationToken cancellationToken)
    {
        var body = new AnswerBody(Pool.Rent(FirstSize));
        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancellationToken);
            while (await stream.ReadAsync(body._buffer.AsMemory(body._length), cancellationToken) is > 0 and var read)
            {
                body._length += read;
                if (body._length > maxBytes)
                {
                    throw new AnswerTooLargeException(maxBytes);
                }

                if (body._length == body._buffer.Length)
                {
                    body.Grow();
                }
            }

            return body;
        }
        catch (InvalidOperationException e)
        {
            // Brotli's word for broken data.
            body.Dispose();
            throw new InvalidDataException(e.Message, e);
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Return(Interlocked.Exchange(ref _buffer, []), _length);

    private static void Return(byte[] buffer, int used)
    {
        if (buffer.Length > 0)
        {
            // Lists of Pages carry tokens; they should not linger in the pool.
            buffer.AsSpan(0, used).Clear();
            Pool.Return(buffer);
        }
    }

    private void Grow()
    {
        var larger = Pool.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        Return(_buffer, _length);
        _buffer = larger;
    }
}
