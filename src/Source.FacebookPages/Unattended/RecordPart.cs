using System.IO.Compression;
using Airbyte.Protocol;

namespace Source.FacebookPages.Unattended;

/// <summary>Records of one stream that will be one file: RECORD messages, one a line, compressed in memory.</summary>
internal sealed class RecordPart : IDisposable
{
    private readonly MemoryStream _compressed = new();
    private readonly GZipStream _gzip;
    private readonly JsonLinesMessageWriter _lines;

    /// <summary>Begins a part.</summary>
    /// <param name="time">The clock of <c>emitted_at</c>.</param>
    public RecordPart(TimeProvider time)
    {
        _gzip = new GZipStream(_compressed, CompressionLevel.Fastest, leaveOpen: true);
        _lines = new JsonLinesMessageWriter(_gzip, time, static text => text);
    }

    /// <summary>How many records it has.</summary>
    public long Records { get; private set; }

    /// <summary>How many bytes of data it has, before compression.</summary>
    public long Bytes { get; private set; }

    /// <summary>Adds records.</summary>
    public void Add(RecordBatch batch)
    {
        _lines.WriteRecords(batch);
        Records += batch.Count;
        Bytes += batch.Bytes;
    }

    /// <summary>Ends the part and gives the file's content.</summary>
    public ReadOnlyMemory<byte> Complete()
    {
        _lines.Flush();
        _gzip.Dispose();
        return _compressed.GetBuffer().AsMemory(0, (int)_compressed.Length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lines.Dispose();
        _gzip.Dispose();
        _compressed.Dispose();
    }
}
