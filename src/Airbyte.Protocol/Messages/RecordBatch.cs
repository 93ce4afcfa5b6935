using System.Buffers;
using System.Text.Json;

namespace Airbyte.Protocol;

/// <summary>
/// Some records of one stream, already serialised, in pooled memory. A producer fills it; whoever writes it to the sink disposes it.
/// Not thread-safe: it has one owner at a time.
/// </summary>
public sealed class RecordBatch : IDisposable
{
    private readonly PooledBuffer _data;
    private Utf8JsonWriter? _writer;
    private int[]? _ends = ArrayPool<int>.Shared.Rent(256);
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
    public int Count { get; private set; }

    /// <summary>The data objects, one after the other without separators; record <c>i</c> ends at <c>Ends[i]</c>.</summary>
    public ReadOnlySpan<byte> Data => _data.Written[..Length];

    /// <summary>The end offsets of the records in <see cref="Data"/>.</summary>
    public ReadOnlySpan<int> Ends => (_ends ?? throw new ObjectDisposedException(nameof(RecordBatch))).AsSpan(0, Count);

    private int Length => Count == 0 ? 0 : Ends[Count - 1];

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
            (_changes ??= []).Add(Count - 1, changes);
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
        Take(isClosed: _writer.CurrentDepth == 0);
    }

    /// <summary>
    /// Adds a record that begins like the last one, for records of which only the end differs: nothing is encoded again. What follows must be JSON that needs no escaping.
    /// </summary>
    /// <param name="sameBytes">How many bytes of the last record this one begins with.</param>
    /// <param name="members">What comes behind them,</param>
    /// <param name="value">then,</param>
    /// <param name="end">and then, up to the closing brace.</param>
    /// <exception cref="InvalidOperationException">There is no such record, or the result is not an object on one line.</exception>
    public void AddAlike(int sameBytes, ReadOnlySpan<byte> members, ReadOnlySpan<byte> value, ReadOnlySpan<byte> end)
    {
        ObjectDisposedException.ThrowIf(_ends is null, this);
        var start = Count < 2 ? 0 : Ends[Count - 2];
        if (sameBytes > Length - start)
        {
            throw new InvalidOperationException($"A record of stream {Stream} cannot begin like the last one, which is shorter.");
        }

        _begun = false;
        _data.Truncate(Length);
        var rest = _data.GetSpan(sameBytes + members.Length + value.Length + end.Length);
        _data.Written.Slice(start, sameBytes).CopyTo(rest);
        rest = rest[sameBytes..];
        members.CopyTo(rest);
        value.CopyTo(rest[members.Length..]);
        end.CopyTo(rest[(members.Length + value.Length)..]);
        _data.Advance(sameBytes + members.Length + value.Length + end.Length);
        Take(isClosed: true);
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (_ends is not { } ends)
        {
            return;
        }

        _ends = null;
        Count = 0;
        // Resetting first keeps the writer's own disposal from touching memory that is no longer ours.
        _writer?.Reset();
        _writer?.Dispose();
        _data.Dispose();
        ArrayPool<int>.Shared.Return(ends);
    }

    private void Take(bool isClosed)
    {
        var record = _data.Written[Length..];
        if (!isClosed || record.Length < 3 || record[0] != '{' || record[^1] != '}')
        {
            throw new InvalidOperationException($"A record of stream {Stream} is not one non-empty object.");
        }

        if (record.ContainsAnyInRange((byte)0, (byte)0x1F))
        {
            throw new InvalidOperationException($"A record of stream {Stream} contains a raw control character, which would break the line.");
        }

        if (Count == _ends!.Length)
        {
            Grow();
        }

        _ends[Count++] = _data.Length;
    }

    private void Grow()
    {
        var ends = _ends!;
        var larger = ArrayPool<int>.Shared.Rent(ends.Length * 2);
        ends.AsSpan(0, Count).CopyTo(larger);
        _ends = larger;
        ArrayPool<int>.Shared.Return(ends);
    }
}
