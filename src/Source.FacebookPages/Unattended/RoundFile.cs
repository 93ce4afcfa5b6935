using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Source.FacebookPages.Unattended;

/// <summary>The form in which an interrupted round is kept: <c>{"began": …, "runs": […], "finished": {"&lt;stream&gt;": ["&lt;page id&gt;", …]}}</c>. A round that is done has no <c>began</c>.</summary>
internal static class RoundFile
{
    private const string Began = "began";
    private const string Runs = "runs";
    private const string Finished = "finished";

    /// <summary>Writes it.</summary>
    public static ReadOnlyMemory<byte> Write(Round round)
    {
        var content = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartObject();
            if (round.Began is { } began)
            {
                json.WriteString(Began, began.ToString("O", CultureInfo.InvariantCulture));
            }

            WriteTexts(json, Runs, round.Runs);
            json.WriteStartObject(Finished);
            foreach (var (stream, pages) in round.Finished)
            {
                WriteTexts(json, stream, pages.Order(StringComparer.Ordinal));
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return content.WrittenMemory;
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static Round Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            var began = root.TryGetProperty(Began, out var moment) ? moment.GetDateTimeOffset() : (DateTimeOffset?)null;
            var finished = root.GetProperty(Finished).EnumerateObject().ToDictionary(
                stream => stream.Name,
                IReadOnlySet<string> (stream) => Texts(stream.Value).ToHashSet(StringComparer.Ordinal),
                StringComparer.Ordinal);
            return new Round { Began = began, Runs = [.. Texts(root.GetProperty(Runs))], Finished = finished };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException(exception.Message, exception);
        }
    }

    private static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(item => item.GetString()!);

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
