using System.Text;
using System.Text.Json;

namespace Source.FacebookPages.Records;

/// <summary>
/// Copies JSON from an answer into a record: numbers to the digit, strings encoded anew, so that nothing in them can break a line. An escaped half of a
/// surrogate pair, which no UTF-8 text can hold, becomes U+FFFD.
/// </summary>
internal static class JsonCopy
{
    /// <summary>Writes one value.</summary>
    public static void Value(ReadOnlySpan<byte> json, Utf8JsonWriter writer)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    writer.WriteStartObject();
                    break;
                case JsonTokenType.EndObject:
                    writer.WriteEndObject();
                    break;
                case JsonTokenType.StartArray:
                    writer.WriteStartArray();
                    break;
                case JsonTokenType.EndArray:
                    writer.WriteEndArray();
                    break;
                case JsonTokenType.PropertyName:
                    writer.WritePropertyName(Text(ref reader));
                    break;
                case JsonTokenType.String:
                    writer.WriteStringValue(Text(ref reader));
                    break;
                default:
                    writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                    break;
            }
        }
    }

    /// <summary>The text of a string or property name.</summary>
    public static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return WithoutLoneSurrogates(Encoding.UTF8.GetString(reader.ValueSpan));
        }
    }

    private static string WithoutLoneSurrogates(string escaped)
    {
        var text = new StringBuilder(escaped.Length);
        for (var index = 0; index < escaped.Length; index++)
        {
            if (escaped[index] != '\\' || index + 1 >= escaped.Length)
            {
                text.Append(escaped[index]);
                continue;
            }

            index++;
            if (escaped[index] == 'u' && index + 4 < escaped.Length)
            {
                text.Append((char)Convert.ToInt32(escaped.Substring(index + 1, 4), 16));
                index += 4;
            }
            else
            {
                text.Append(escaped[index] switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', var other => other });
            }
        }

        return new string([.. text.ToString().EnumerateRunes().SelectMany(rune => rune.ToString())]);
    }
}
