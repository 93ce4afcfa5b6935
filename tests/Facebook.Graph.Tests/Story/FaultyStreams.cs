namespace Facebook.Graph.Tests;

/// <summary>A stream of which only forward reading is defined.</summary>
internal abstract class ReadOnlyStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>Gives its bytes and then breaks.</summary>
internal sealed class BreakingStream(byte[] bytes, Exception end) : ReadOnlyStream
{
    private bool _isGiven;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isGiven || bytes.Length == 0)
        {
            return ValueTask.FromException<int>(end);
        }

        _isGiven = true;
        bytes.CopyTo(buffer);
        return ValueTask.FromResult(bytes.Length);
    }
}

/// <summary>Gives its bytes and then nothing more, without an end.</summary>
internal sealed class StallingStream(byte[] bytes) : ReadOnlyStream
{
    private bool _isGiven;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isGiven)
        {
            return new ValueTask<int>(Answers.ForeverAsync<int>(cancellationToken));
        }

        _isGiven = true;
        bytes.CopyTo(buffer);
        return ValueTask.FromResult(bytes.Length);
    }
}

/// <summary>Gives its bytes in parts of changing size, as a network does.</summary>
internal sealed class DribblingStream(byte[] bytes) : ReadOnlyStream
{
    private int _position;
    private int _part = 1;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var length = Math.Min(Math.Min(_part, buffer.Length), bytes.Length - _position);
        bytes.AsSpan(_position, length).CopyTo(buffer.Span);
        _position += length;
        _part = (_part * 7 % 30_011) + 1;
        return ValueTask.FromResult(length);
    }
}
