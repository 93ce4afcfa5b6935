using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TestKit;

/// <summary>One line of standard output.</summary>
internal sealed class OutputMessage
{
    private readonly ReadOnlyMemory<byte> _line;
    private JsonObject? _json;

    private OutputMessage(ReadOnlyMemory<byte> line, OutputRecord? record, JsonObject? json) => (_line, Record, _json) = (line, record, json);

    /// <summary>The kind of message.</summary>
    public string Type => Record is null ? Json["type"]!.GetValue<string>() : "RECORD";

    /// <summary>The record, if it is one.</summary>
    public OutputRecord? Record { get; }

    /// <summary>The whole of it.</summary>
    public JsonObject Json => _json ??= JsonNode.Parse(_line.Span)!.AsObject();

    /// <summary>Reads a line.</summary>
    /// <exception cref="FormatException">It is not a JSON object.</exception>
    public static OutputMessage Parse(ReadOnlyMemory<byte> line, TextPool texts)
    {
        try
        {
            return line.Span.StartsWith("{\"type\":\"RECORD\","u8)
                ? new OutputMessage(line, OutputRecord.Parse(line, texts), null)
                : new OutputMessage(line, null, JsonNode.Parse(line.Span)!.AsObject());
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new FormatException("Not a message: " + Encoding.UTF8.GetString(line.Span), exception);
        }
    }
}
