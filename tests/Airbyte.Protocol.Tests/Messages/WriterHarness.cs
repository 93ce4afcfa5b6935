using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Airbyte.Protocol.Tests;

/// <summary>A writer into memory, at a fixed time.</summary>
internal sealed class WriterHarness : IDisposable
{
    /// <summary>2026-11-22T08:00:00Z in milliseconds.</summary>
    public const long Now = 1795334400000;

    private readonly MemoryStream _output = new();

    public WriterHarness(Func<string, string>? redact = null) =>
        Writer = new JsonLinesMessageWriter(_output, Time, redact ?? (text => text));

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.FromUnixTimeMilliseconds(Now));

    public JsonLinesMessageWriter Writer { get; }

    /// <summary>What has reached the output.</summary>
    public string Text => Encoding.UTF8.GetString(_output.ToArray());

    /// <summary>The lines that have reached the output; the last one must be ended like all others.</summary>
    public string[] Lines
    {
        get
        {
            var text = Text;
            Assert.EndsWith("\n", text, StringComparison.Ordinal);
            return text[..^1].Split('\n');
        }
    }

    public static RecordBatch Batch(string stream, params string[] values)
    {
        var batch = new RecordBatch(stream);
        foreach (var value in values)
        {
            Add(batch, value);
        }

        return batch;
    }

    /// <summary>Adds one record.</summary>
    public static void Add(RecordBatch batch, string value)
    {
        var json = batch.BeginRecord();
        json.WriteStartObject();
        json.WriteString("v", value);
        json.WriteEndObject();
        batch.EndRecord();
    }

    /// <summary>The data of each record.</summary>
    public static IReadOnlyList<string> TextsOf(RecordBatch batch)
    {
        List<string> texts = [];
        foreach (var record in batch)
        {
            texts.Add(record.ToString());
        }

        return texts;
    }

    /// <summary>The data of all records, one behind the other.</summary>
    public static string TextOf(RecordBatch batch)
    {
        var text = string.Concat(TextsOf(batch));
        Assert.Equal(batch.Bytes, Encoding.UTF8.GetByteCount(text));
        return text;
    }

    public void Dispose()
    {
        Writer.Dispose();
        _output.Dispose();
    }
}
