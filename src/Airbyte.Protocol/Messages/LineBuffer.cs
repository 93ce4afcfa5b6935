namespace Airbyte.Protocol;

/// <summary>
/// Collects whole lines and hands them to the output in pieces that end with a line. A line is never split over two pieces, so a piece that
/// was not accepted leaves nothing torn behind.
/// </summary>
internal sealed class LineBuffer(Stream output)
{
    private const int Capacity = 64 * 1024;

    /// <summary>
    /// A pipe takes up to this many bytes whole or not at all (PIPE_BUF of Linux), so a process that is killed while its reader is stuck
    /// leaves no half line.
    /// </summary>
    private const int AtomicPipeWrite = 4096;

    private byte[] _bytes = new byte[Capacity];
    private int _length;

    /// <summary>Room for a line of this length, line feed included; writes out what is there when it would not fit.</summary>
    public Span<byte> Reserve(int length)
    {
        if (_bytes.Length - _length < length)
        {
            WriteOut();
            if (_bytes.Length < length)
            {
                _bytes = new byte[length];
            }
        }

        var line = _bytes.AsSpan(_length, length);
        _length += length;
        return line;
    }

    /// <summary>Hands everything to the output.</summary>
    public void WriteOut()
    {
        var rest = _bytes.AsSpan(0, _length);
        // Forgotten first: what could not be written is not tried again.
        _length = 0;
        while (!rest.IsEmpty)
        {
            var piece = PieceLength(rest);
            output.Write(rest[..piece]);
            rest = rest[piece..];
        }

        if (_bytes.Length > Capacity)
        {
            _bytes = new byte[Capacity];
        }
    }

    private static int PieceLength(ReadOnlySpan<byte> rest)
    {
        if (rest.Length <= AtomicPipeWrite)
        {
            return rest.Length;
        }

        var lastEnd = rest[..AtomicPipeWrite].LastIndexOf((byte)'\n');
        return lastEnd >= 0 ? lastEnd + 1 : rest.IndexOf((byte)'\n') + 1;
    }
}
