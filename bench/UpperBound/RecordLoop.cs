using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace UpperBound;

/// <summary>The loop itself: names encoded once, one writer, one buffer, pieces as large as the pipe.</summary>
internal static class RecordLoop
{
    private const int PieceBytes = 64 * 1024;

    private static readonly JsonEncodedText Type = JsonEncodedText.Encode("type");
    private static readonly JsonEncodedText Record = JsonEncodedText.Encode("record");
    private static readonly JsonEncodedText Stream = JsonEncodedText.Encode("stream");
    private static readonly JsonEncodedText Data = JsonEncodedText.Encode("data");
    private static readonly JsonEncodedText PageId = JsonEncodedText.Encode("page_id");
    private static readonly JsonEncodedText Metric = JsonEncodedText.Encode("metric");
    private static readonly JsonEncodedText MetricGroup = JsonEncodedText.Encode("metric_group");
    private static readonly JsonEncodedText Period = JsonEncodedText.Encode("period");
    private static readonly JsonEncodedText EndTime = JsonEncodedText.Encode("end_time");
    private static readonly JsonEncodedText Date = JsonEncodedText.Encode("date");
    private static readonly JsonEncodedText Value = JsonEncodedText.Encode("value");
    private static readonly JsonEncodedText Breakdown = JsonEncodedText.Encode("breakdown");
    private static readonly JsonEncodedText EmittedAt = JsonEncodedText.Encode("emitted_at");

    /// <summary>Writes so many lines, going round the values.</summary>
    public static void Write(RecordValues[] values, long count, FileStream output)
    {
        var buffer = new ArrayBufferWriter<byte>(2 * PieceBytes);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        var emittedAt = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        for (long index = 0; index < count; index++)
        {
            WriteLine(json, values[index % values.Length], emittedAt);
            json.Flush();
            json.Reset();
            buffer.GetSpan(1)[0] = (byte)'\n';
            buffer.Advance(1);
            if (buffer.WrittenCount >= PieceBytes)
            {
                output.Write(buffer.WrittenSpan);
                buffer.ResetWrittenCount();
            }
        }

        output.Write(buffer.WrittenSpan);
    }

    private static void WriteLine(Utf8JsonWriter json, RecordValues values, long emittedAt)
    {
        json.WriteStartObject();
        json.WriteString(Type, "RECORD"u8);
        json.WriteStartObject(Record);
        json.WriteString(Stream, values.Stream);
        json.WriteStartObject(Data);
        json.WriteString(PageId, values.PageId);
        json.WriteString(Metric, values.Metric);
        json.WriteString(MetricGroup, values.MetricGroup);
        json.WriteString(Period, values.Period);
        json.WriteString(EndTime, values.EndTime);
        json.WriteString(Date, values.Date);
        if (values.Value is { } number)
        {
            json.WriteNumber(Value, number);
            json.WriteNull(Breakdown);
        }
        else
        {
            json.WriteNull(Value);
            WriteBreakdown(json, values.Breakdown);
        }

        json.WriteEndObject();
        json.WriteNumber(EmittedAt, emittedAt);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteBreakdown(Utf8JsonWriter json, KeyValuePair<string, long>[]? parts)
    {
        json.WriteStartObject(Breakdown);
        foreach (var (name, value) in parts ?? [])
        {
            json.WriteNumber(name, value);
        }

        json.WriteEndObject();
    }
}
