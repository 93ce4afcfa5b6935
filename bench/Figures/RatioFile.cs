using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Bench.Figures;

/// <summary>The recorded ratios as JSON: names and numbers.</summary>
internal static class RatioFile
{
    /// <summary>Reads them.</summary>
    public static IReadOnlyList<Ratio> Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return [.. document.RootElement.EnumerateObject().Select(member => new Ratio(member.Name, member.Value.GetDouble()))];
    }

    /// <summary>Writes them, to three digits.</summary>
    public static string Render(IEnumerable<Ratio> ratios)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            foreach (var ratio in ratios)
            {
                json.WriteNumber(ratio.Name, Math.Round(ratio.Value, 3));
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }
}
