using System.Text;
using System.Text.Json;

namespace Facebook.Graph;

/// <summary>
/// Walks the answer of an insights call without building objects. Entries are matched by <c>name</c>, since <c>id</c> can name another metric;
/// <c>paging</c> is never looked at: its links are neighbouring windows and lead on for ever.
/// </summary>
public static class InsightsAnswer
{
    /// <summary>Shows the answer to a visitor. What was shown counts only if no exception follows.</summary>
    /// <exception cref="JsonException">The body is not an insights answer, or not whole, or an error.</exception>
    public static void Visit(ReadOnlySpan<byte> utf8Json, IInsightsVisitor visitor)
    {
        var reader = new Utf8JsonReader(utf8Json);
        Expect(ref reader, JsonTokenType.StartObject);
        var found = false;
        while (Next(ref reader) == JsonTokenType.PropertyName)
        {
            if (JsonText.Is(ref reader, "data"u8))
            {
                Expect(ref reader, JsonTokenType.StartArray);
                found = true;
                while (Next(ref reader) == JsonTokenType.StartObject)
                {
                    VisitEntry(utf8Json, ref reader, visitor);
                }

                Require(reader.TokenType == JsonTokenType.EndArray);
            }
            else
            {
                var isError = JsonText.Is(ref reader, "error"u8);
                Next(ref reader);
                Require(!isError || reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.String));
                reader.Skip();
            }
        }

        Require(found);
        while (reader.Read())
        {
            // Anything but white space behind the object throws.
        }
    }

    private static void VisitEntry(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, IInsightsVisitor visitor)
    {
        string? name = null;
        string? period = null;
        var wasShown = false;
        var valuesStart = -1;
        var valuesEnd = -1;
        while (Next(ref reader) == JsonTokenType.PropertyName)
        {
            if (JsonText.Is(ref reader, "name"u8))
            {
                name = ReadString(ref reader);
            }
            else if (JsonText.Is(ref reader, "period"u8))
            {
                period = ReadString(ref reader);
            }
            else if (JsonText.Is(ref reader, "values"u8))
            {
                Expect(ref reader, JsonTokenType.StartArray);
                if (!wasShown && name is not null && period is not null && visitor.Entry(name, period))
                {
                    VisitPoints(json, ref reader, visitor);
                }
                else
                {
                    valuesStart = (int)reader.TokenStartIndex;
                    reader.Skip();
                    valuesEnd = (int)reader.BytesConsumed;
                }

                wasShown |= name is not null && period is not null;
            }
            else
            {
                Next(ref reader);
                reader.Skip();
            }
        }

        Require(reader.TokenType == JsonTokenType.EndObject);
        if (wasShown || name is null || period is null || valuesStart < 0 || !visitor.Entry(name, period))
        {
            return;
        }

        // The values stood before the name or the period.
        var values = json[valuesStart..valuesEnd];
        var second = new Utf8JsonReader(values);
        Expect(ref second, JsonTokenType.StartArray);
        VisitPoints(values, ref second, visitor);
    }

    // From behind the start of the array to its end.
    private static void VisitPoints(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, IInsightsVisitor visitor)
    {
        while (Next(ref reader) == JsonTokenType.StartObject)
        {
            var start = (int)reader.TokenStartIndex;
            var endTime = ReadOnlySpan<byte>.Empty;
            var value = ReadOnlySpan<byte>.Empty;
            var kind = JsonTokenType.None;
            while (Next(ref reader) == JsonTokenType.PropertyName)
            {
                if (JsonText.Is(ref reader, "end_time"u8))
                {
                    Next(ref reader);
                    endTime = reader.TokenType != JsonTokenType.String ? []
                        : reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(JsonText.Read(ref reader))
                        : reader.ValueSpan;
                    reader.Skip();
                }
                else if (JsonText.Is(ref reader, "value"u8))
                {
                    kind = Next(ref reader);
                    var from = (int)reader.TokenStartIndex;
                    reader.Skip();
                    value = json[from..(int)reader.BytesConsumed];
                }
                else
                {
                    Next(ref reader);
                    reader.Skip();
                }
            }

            Require(reader.TokenType == JsonTokenType.EndObject);
            visitor.Point(new InsightsPoint(endTime, kind, value, json[start..(int)reader.BytesConsumed]));
        }

        Require(reader.TokenType == JsonTokenType.EndArray);
    }

    private static string? ReadString(ref Utf8JsonReader reader)
    {
        if (Next(ref reader) == JsonTokenType.String)
        {
            return JsonText.Read(ref reader);
        }

        reader.Skip();
        return null;
    }

    private static JsonTokenType Next(ref Utf8JsonReader reader)
    {
        Require(reader.Read());
        return reader.TokenType;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType kind) => Require(Next(ref reader) == kind);

    private static void Require(bool condition)
    {
        if (!condition)
        {
            throw new JsonException("The answer is not of the form that insights have.");
        }
    }
}
