namespace Airbyte.Protocol.Tests;

/// <summary>Remembers each write as it came, and may break at one of them.</summary>
internal sealed class RecordingStream : Stream
{
    private readonly List<byte[]> _writes = [];

    /// <summary>How many writes are accepted before the reader is gone.</summary>
    public int BreaksAfter { get; init; } = int.MaxValue;

    /// <summary>Called before each write.</summary>
    public Action? Writing { get; init; }

    public IReadOnlyList<byte[]> Writes => _writes;

    public byte[] Bytes => [.. _writes.SelectMany(write => write)];

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Writing?.Invoke();
        if (_writes.Count >= BreaksAfter)
        {
            throw new IOException("Broken pipe");
        }

        _writes.Add(buffer.ToArray());
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
