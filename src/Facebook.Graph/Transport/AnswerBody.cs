using System.Buffers;

namespace Facebook.Graph;

/// <summary>The whole body of an answer in a pooled buffer, which goes back to the pool, wiped, on disposal.</summary>
internal sealed class AnswerBody : IDisposable
{
    private const int LeastFirstSize = 4 * 1024;

    // An expectation may be wrong; what is really needed is found by growing.
    private const int MostFirstSize = 1024 * 1024;

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

    /// <summary>How many bytes there are.</summary>
    internal int Length => _length;

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">Stays open.</param>
    /// <param name="expectedBytes">About how many bytes will come.</param>
    /// <param name="maxBytes">How many may come.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AnswerTooLargeException">There are more than <paramref name="maxBytes"/>.</exception>
    internal static async ValueTask<AnswerBody> ReadAsync(Stream stream, long expectedBytes, int maxBytes, CancellationToken cancellationToken)
    {
        // One byte more, so that the end is seen without growing.
        var body = new AnswerBody(Pool.Rent((int)Math.Clamp(expectedBytes + 1, LeastFirstSize, MostFirstSize)));
        try
        {
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
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>Reads it from its beginning; valid until disposal.</summary>
    internal MemoryStream Open() => new(_buffer, 0, _length, writable: false);

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
