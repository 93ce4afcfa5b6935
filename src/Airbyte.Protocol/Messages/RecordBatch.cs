using System.Buffers;
using System.Text.Json;

namespace Airbyte.Protocol;

/// <summary>
/// Some records of one stream, already serialised, in pooled memory; what records that follow each other have in common is there once. A producer fills it; whoever writes it to the sink
/// disposes it. Not thread-safe: it has one owner at a time.
/// </summary>
public sealed class RecordBatch : IDisposable
{
    private readonly PooledBuffer _data;
    private readonly List<Likeness> _likenesses = [];
    private Utf8JsonWriter? _writer;
    private int[]? _ends = ArrayPool<int>.Shared.Rent(256);
    private int _count;
    private (int Start, int End) _lastWhole;
    private bool _begun;
    private Dictionary<int, IReadOnlyList<RecordChange>>? _changes;

    /// <summary>Creates an empty batch for a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="expectedBytes">About how much will be written, so that the memory need not grow on the way; 0 when nobody knows.</param>
    public RecordBatch(string stream, int expectedBytes = 0)
    {
        Stream = stream;
        _data = new PooledBuffer(expectedBytes);
    }

    /// <summary>The stream that all records belong to.</summary>
    public string Stream { get; }

    /// <summary>How many records were ended.</summary>
    public int Count => Ends.Length;

    /// <summary>How many bytes the data objects of the records have when they are written out.</summary>
    public long Bytes { get; private set; }

    // Where the bytes of each record end that stand in the data for it alone.
    private ReadOnlySpan<int> Ends => (_ends ?? throw new ObjectDisposedException(nameof(RecordBatch))).AsSpan(0, _count);

    private int Length => _count == 0 ? 0 : _ends![_count - 1];

    /// <summary>The data objects of the records, in their order.</summary>
    public RecordEnumerator GetEnumerator() => new(_data.Written, Ends, _likenesses);

    /// <summary>
    /// Starts a record: the writer is at the beginning of a value, and the caller writes exactly one non-empty object. The writer
    /// escapes what could
    /// break a line (U+0085, U+2028, U+2029, control characters), so strings must go through it and not through raw copies.
    /// A record that was begun and not ended is forgotten.
    /// </summary>
    public Utf8JsonWriter BeginRecord()
    {
        ObjectDisposedException.ThrowIf(_ends is null, this);
        if (_writer is null)
        {
            _writer = new Utf8JsonWriter(_data, ProtocolJson.Writing);
        }
        else
        {
            // The reset drops what a record that was never ended left in the writer.
            _writer.Reset();
            _data.Truncate(Length);
        }

        _begun = true;
        return _writer;
    }

    /// <summary>Ends the record that was begun, of which these fields do not hold what the source gave; they are told in its <c>meta</c>.</summary>
    /// <exception cref="InvalidOperationException">As for <see cref="EndRecord()"/>.</exception>
    public void EndRecord(IReadOnlyList<RecordChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        EndRecord();
        if (changes.Count > 0)
        {
            (_changes ??= []).Add(_count - 1, changes);
        }
    }

    /// <summary>Whether anything was changed in any record.</summary>
    public bool HasChanges => _changes is not null;

    /// <summary>What was changed in a record; empty for nearly all.</summary>
    public IReadOnlyList<RecordChange> ChangesOf(int record) => _changes is { } all && all.TryGetValue(record, out var changes) ? changes : [];

    /// <summary>Ends the record that was begun.</summary>
    /// <exception cref="InvalidOperationException">
    /// No record was begun, or what was written is not one non-empty object on one line; readers would drop it without a word.
    /// </exception>
    public void EndRecord()
    {
        ObjectDisposedException.ThrowIf(_ends is null, this);
        if (!_begun || _writer is null)
        {
            throw new InvalidOperationException("No record was begun.");
        }

        _begun = false;
        _writer.Flush();
        var start = Length;
        var record = _data.Written[start..];
        if (_writer.CurrentDepth != 0 || record.Length < 3 || record[0] != '{' || record[^1] != '}')
        {
            throw new InvalidOperationException($"A record of stream {Stream} is not one non-empty object.");
        }

        Take(new Likeness(_count, 0, 0, 0, 0));
        _lastWhole = (start, _data.Length);
    }

    /// <summary>
    /// Adds a record that begins and ends like the last one that was written by <see cref="BeginRecord"/>, for records that differ in one place only: nothing is encoded again, and nothing is kept twice. What is
    /// between must be JSON that needs no escaping.
    /// </summary>
    /// <param name="head">How many bytes the record begins with as that one does.</param>
    /// <param name="members">What comes behind them,</param>
    /// <param name="value">and then.</param>
    /// <param name="foot">How many bytes it ends with as that one does.</param>
    /// <exception cref="InvalidOperationException">There is no such record, or the result is not an object on one line.</exception>
    public void AddAlike(int head, ReadOnlySpan<byte> members, ReadOnlySpan<byte> value, int foot)
    {
        ObjectDisposedException.ThrowIf(_ends is null, this);
        if (head < 1 || foot < 1 || head + foot > _lastWhole.End - _lastWhole.Start)
        {
            throw new InvalidOperationException($"A record of stream {Stream} cannot begin and end like the last one, which is shorter.");
        }

        _begun = false;
        _data.Truncate(Length);
        var middle = _data.GetSpan(members.Length + value.Length);
        members.CopyTo(middle);
        value.CopyTo(middle[members.Length..]);
        _data.Advance(members.Length + value.Length);
        Take(new Likeness(_count, _lastWhole.Start, head, _lastWhole.End - foot, foot));
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (_ends is not { } ends)
        {
            return;
        }

        _ends = null;
        // Resetting first keeps the writer's own disposal from touching memory that is no longer ours.
        _writer?.Reset();
        _writer?.Dispose();
        _data.Dispose();
        ArrayPool<int>.Shared.Return(ends);
    }

    private void Take(Likeness likeness)
    {
        var own = _data.Written[Length..];
        if (own.ContainsAnyInRange((byte)0, (byte)0x1F))
        {
            throw new InvalidOperationException($"A record of stream {Stream} contains a raw control character, which would break the line.");
        }

        if (_count == _ends!.Length)
        {
            Grow();
        }

        if (_likenesses.Count == 0 || _likenesses[^1] with { FirstRecord = likeness.FirstRecord } != likeness)
        {
            _likenesses.Add(likeness);
        }

        Bytes += likeness.HeadLength + own.Length + likeness.FootLength;
        _ends[_count++] = _data.Length;
    }

    private void Grow()
    {
        var ends = _ends!;
        var larger = ArrayPool<int>.Shared.Rent(ends.Length * 2);
        ends.AsSpan(0, _count).CopyTo(larger);
        _ends = larger;
        ArrayPool<int>.Shared.Return(ends);
    }
}
