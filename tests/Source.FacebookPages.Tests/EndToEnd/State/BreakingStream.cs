namespace Source.FacebookPages.Tests.EndToEnd.State;

/// <summary>An output that takes so many bytes and is then closed, as a pipe whose reader has died.</summary>
internal sealed class BreakingStream(long capacity) : Stream
{
    private readonly MemoryStream _taken = new();

    /// <summary>Whether the output was closed before the writer was done.</summary>
    public bool HasBroken { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _taken.Length;

    public override long Position
    {
        get => _taken.Position;
        set => throw new NotSupportedException();
    }

    /// <summary>The bytes up to the last line that is whole.</summary>
    public byte[] WholeLines()
    {
        var taken = _taken.ToArray();
        return taken[..(Array.LastIndexOf(taken, (byte)'\n') + 1)];
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var room = (int)Math.Min(buffer.Length, capacity - _taken.Length);
        _taken.Write(buffer[..room]);
        if (room < buffer.Length)
        {
            HasBroken = true;
            throw new IOException("Broken pipe");
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _taken.Dispose();
        base.Dispose(disposing);
    }
}
