using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Bench.Running;

/// <summary>A batch request of Graph as it is sent, and the bodies of its answer; pure.</summary>
internal static class Batch
{
    /// <summary>The form of so many calls: each an operation with the token of its Page.</summary>
    /// <param name="token">The token that the batch as a whole needs.</param>
    /// <param name="calls">The calls, all of one version.</param>
    public static string Form(string token, IEnumerable<PageCall> calls)
    {
        var buffer = new ArrayBufferWriter<byte>();
        // No more escapes than JSON demands: escapes would only make it longer.
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach (var call in calls)
            {
                json.WriteStartObject();
                json.WriteString("method", "GET");
                json.WriteString("relative_url", $"{call.Target[Version(call).Length..]}&access_token={Uri.EscapeDataString(call.Token)}");
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return $"access_token={Uri.EscapeDataString(token)}&include_headers=false&batch={Uri.EscapeDataString(Encoding.UTF8.GetString(buffer.WrittenSpan))}";
    }

    /// <summary>The version that a call is made with, between slashes: where its batch has to be sent.</summary>
    public static string Version(PageCall call) => call.Target[..(call.Target.IndexOf('/', 1) + 1)];

    /// <summary>Takes the bodies out of an answer, one after the other.</summary>
    /// <param name="answer">The answer, decompressed.</param>
    /// <param name="scratch">Where each body is unescaped to; not shorter than the answer is always enough.</param>
    /// <param name="take">Gets each body.</param>
    /// <exception cref="InvalidOperationException">An operation failed or did not finish.</exception>
    public static void Bodies(ReadOnlySpan<byte> answer, Span<byte> scratch, Action<ReadOnlySpan<byte>> take)
    {
        var reader = new Utf8JsonReader(answer);
        var isRefused = false;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("code"u8))
            {
                _ = reader.Read();
                isRefused |= reader.GetInt32() != 200;
            }
            else if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("body"u8))
            {
                _ = reader.Read();
                take(scratch[..reader.CopyString(scratch)]);
            }

            isRefused |= reader.TokenType == JsonTokenType.Null;
        }

        if (isRefused)
        {
            throw new InvalidOperationException("An operation of a batch failed or did not finish.");
        }
    }
}
