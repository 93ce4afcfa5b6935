using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Airbyte.Protocol;

namespace Airbyte.Cdk;

/// <summary>
/// Decides when the state of one stream is written, and counts the records since. Touched by the end of the output channel only.
/// </summary>
/// <param name="stream">The stream.</param>
/// <param name="state">Its state.</param>
/// <param name="sink">Where it is written.</param>
/// <param name="time">The clock.</param>
internal sealed class StateEmission(string stream, IStreamState state, IMessageSink sink, TimeProvider time)
{
    /// <summary>
    /// A state of many parts is repeated at most once in this many records a part, so that the output grows with the records and not
    /// with their square.
    /// </summary>
    private const int RecordsPerPart = 10;

    /// <summary>… but no checkpoint waits longer than this: callers take a silent source for a dead one.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    // Made for the first state and gone with the last: of thousands of streams, only those under way hold any.
    private ArrayBufferWriter<byte>? _blob;
    private ArrayBufferWriter<byte>? _lastBlob;
    private Utf8JsonWriter? _json;
    private long _recordsSince;
    private long _lastEmission = time.GetTimestamp();
    private bool _emitted;
    private bool _changed;

    /// <summary>Notes records that were written.</summary>
    public void CountRecords(int count) => _recordsSince += count;

    /// <summary>Takes over a checkpoint whose records were all written, and writes the state if it is time to.</summary>
    public void Apply(string partitionKey, IPartitionState partitionState)
    {
        state.Set(partitionKey, partitionState);
        _changed = true;
        if (IsDue())
        {
            Emit(last: false);
        }
    }

    /// <summary>Writes the last state of the run: whatever was not told yet, and at least one state in any case.</summary>
    public void Finish()
    {
        if (!_emitted || _changed || _recordsSince > 0)
        {
            Emit(last: true);
        }

        (_blob, _lastBlob, _json) = (null, null, null);
    }

    private bool IsDue()
    {
        var parts = state.PartCount;
        return parts <= 1 || _recordsSince >= (long)RecordsPerPart * parts || time.GetElapsedTime(_lastEmission) >= LongestWait;
    }

    private void Emit(bool last)
    {
        var blob = Render();
        var same = _emitted && _lastBlob is { } told && blob.SequenceEqual(told.WrittenSpan);
        _changed = false;
        // The same state twice with records between would be ambiguous to resume from: the count runs on, to the very last state if
        // need be.
        if (same && (!last || _recordsSince == 0))
        {
            return;
        }

        sink.WriteState(stream, blob, _recordsSince);
        _emitted = true;
        _recordsSince = 0;
        _lastEmission = time.GetTimestamp();
        (_blob, _lastBlob) = (_lastBlob, _blob);
    }

    private ReadOnlySpan<byte> Render()
    {
        _blob ??= new ArrayBufferWriter<byte>(256);
        _blob.ResetWrittenCount();
        _json ??= new Utf8JsonWriter(_blob, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        _json.Reset(_blob);
        state.WriteTo(_json);
        _json.Flush();
        return _blob.WrittenSpan;
    }
}
