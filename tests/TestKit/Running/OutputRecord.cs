using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TestKit;

/// <summary>A RECORD message. The usual fields are taken out while it is read, since there may be hundreds of thousands; <see cref="Data"/> is made when it is asked for.</summary>
public sealed class OutputRecord
{
    private readonly ReadOnlyMemory<byte> _data;
    private JsonObject? _parsed;

    private OutputRecord(ReadOnlyMemory<byte> line, TextPool texts)
    {
        var reader = new Utf8JsonReader(line.Span);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 2)
            {
                continue;
            }

            if (reader.ValueTextEquals("stream"u8) && reader.Read())
            {
                Stream = texts.Get(ref reader);
            }
            else if (reader.ValueTextEquals("emitted_at"u8) && reader.Read())
            {
                HasWholeEmittedAt = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var at);
                EmittedAt = HasWholeEmittedAt ? reader.GetInt64() : 0;
            }
            else if (reader.ValueTextEquals("data"u8) && reader.Read())
            {
                var start = (int)reader.TokenStartIndex;
                ReadData(ref reader, texts);
                _data = line[start..(int)reader.BytesConsumed];
            }
            else if (reader.ValueTextEquals("meta"u8) && reader.Read())
            {
                Meta = JsonNode.Parse(ref reader)!.AsObject();
            }
            else
            {
                OtherKeys = [.. OtherKeys, reader.GetString()!];
                reader.Skip();
            }
        }
    }

    /// <summary>Its stream.</summary>
    public string Stream { get; } = "";

    /// <summary>Whether it is one of insights.</summary>
    public bool IsInsights => StreamNames.IsInsights(Stream);

    /// <summary>Its data.</summary>
    public JsonObject Data => _parsed ??= JsonNode.Parse(_data.Span)!.AsObject();

    /// <summary>What stands beside the data, or null.</summary>
    public JsonObject? Meta { get; }

    /// <summary>When it was written, in milliseconds.</summary>
    public long EmittedAt { get; }

    /// <summary>The primary key of an insights record, with the period of its stream.</summary>
    public (string Page, string Metric, string Period, string EndTime) Key => (Needed(PageId), Needed(Metric), Needed(Period), Needed(EndTime));

    /// <summary>The value as JSON text: the number, or the map with its keys in order.</summary>
    public string Value { get; private set; } = "null";

    internal string? PageId { get; private set; }

    internal string? Metric { get; private set; }

    internal string? EndTime { get; private set; }

    internal bool HasWholeEmittedAt { get; }

    /// <summary>The keys of the envelope beside stream, data and emitted_at.</summary>
    internal IReadOnlyList<string> OtherKeys { get; } = [];

    /// <summary>The data as it was written.</summary>
    internal string RawData => Encoding.UTF8.GetString(_data.Span);

    internal string? Period { get; private set; }

    /// <summary>Reads a line that is a RECORD message.</summary>
    internal static OutputRecord Parse(ReadOnlyMemory<byte> line, TextPool texts) => new(line, texts);

    private void ReadData(ref Utf8JsonReader reader, TextPool texts)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("page_id"u8) && reader.Read())
            {
                PageId = texts.Get(ref reader);
            }
            else if (reader.ValueTextEquals("metric"u8) && reader.Read())
            {
                Metric = texts.Get(ref reader);
            }
            else if (reader.ValueTextEquals("period"u8) && reader.Read())
            {
                Period = texts.Get(ref reader);
            }
            else if (reader.ValueTextEquals("end_time"u8) && reader.Read())
            {
                EndTime = texts.Get(ref reader);
            }
            else if (reader.ValueTextEquals("value"u8) && reader.Read() && reader.TokenType == JsonTokenType.Number)
            {
                Value = texts.Get(reader.ValueSpan);
            }
            else if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("breakdown"u8) && reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                Value = Canonical(JsonNode.Parse(ref reader));
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private string Needed(string? text) => text ?? throw new InvalidOperationException("The record lacks a part of its key: " + RawData);

    private static string Canonical(JsonNode? node) => node switch
    {
        JsonObject map => "{" + string.Join(',', map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"\"{pair.Key}\":{Canonical(pair.Value)}")) + "}",
        null => "null",
        _ => node.ToJsonString(),
    };
}
