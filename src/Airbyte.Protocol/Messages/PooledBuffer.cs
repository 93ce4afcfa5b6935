using System.Buffers;

namespace Airbyte.Protocol;

/// <summary>A growable buffer in memory borrowed from a pool.</summary>
internal sealed class PooledBuffer(int expectedBytes) : IBufferWriter<byte>, IDisposable
{
    private const int LeastBytes = 16 * 1024;

    // An expectation may be wrong; what is really needed is found by growing.
    private const int MostExpectedBytes = 1024 * 1024;

    // A pool of its own: the shared one keeps arrays for each thread, so that memory would grow with the threads that have ever written.
    private static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Create(16 * 1024 * 1024, maxArraysPerBucket: 80);

    private byte[]? _array = Pool.Rent(Math.Clamp(expectedBytes, LeastBytes, MostExpectedBytes));

    /// <summary>How many bytes were written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => Array.AsSpan(0, Length);

    private byte[] Array => _array ?? throw new ObjectDisposedException(nameof(RecordBatch));

    /// <summary>Forgets everything after <paramref name="length"/>.</summary>
    public void Truncate(int length) => Length = length;

    /// <inheritdoc />
    public void Advance(int count) => Length += count;

    /// <inheritdoc />
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return Array.AsMemory(Length);
    }

    /// <inheritdoc />
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return Array.AsSpan(Length);
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (_array is { } array)
        {
            _array = null;
            Pool.Return(array);
        }
    }

    private void Reserve(int sizeHint)
    {
        var needed = Math.Max(sizeHint, 1);
        var array = Array;
        if (array.Length - Length >= needed)
        {
            return;
        }

        var larger = Pool.Rent(checked(Math.Max(array.Length * 2, Length + needed)));
        Written.CopyTo(larger);
        _array = larger;
        Pool.Return(array);
    }
}
