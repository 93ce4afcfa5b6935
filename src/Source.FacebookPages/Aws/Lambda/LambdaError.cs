using System.Buffers;
using System.Text.Json;
using Airbyte.Cdk;

namespace Source.FacebookPages.Aws.Lambda;

/// <summary>A failed invocation, in the form that Lambda and Step Functions show: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html#runtimes-api-invokeerror.</summary>
/// <param name="Message">What happened, and what to do.</param>
/// <param name="Type">The kind, <c>Function.Word</c>: any other form is replaced by Lambda.</param>
/// <param name="StackTrace">Where it happened, a frame a line.</param>
internal sealed record LambdaError(string Message, string Type, IReadOnlyList<string> StackTrace)
{
    // The report must get through whatever it quotes: Step Functions takes 32,768 characters of it, Lambda 6 MB.
    private const int MaxMessageLength = 4_000;
    private const int MaxFrames = 50;
    private const int MaxFrameLength = 400;

    /// <summary>What is told about an exception; a known failure speaks for itself, anything else is a defect of the connector.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="doing">What was being done: "the invocation".</param>
    /// <param name="redact">Takes secrets out of a text.</param>
    public static LambdaError Of(Exception exception, string doing, Func<string, string> redact)
    {
        var name = exception.GetType().Name;
        var message = exception is ConnectorException
            ? exception.Message
            : $"A defect of the connector ended {doing} ({name}: {exception.Message}). Please report it together with the log.";
        var frames = redact(exception.ToString()).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new LambdaError(
            Cut(redact(message), MaxMessageLength),
            name.All(char.IsAsciiLetter) ? $"Function.{name}" : "Function.Unknown",
            [.. frames.Take(MaxFrames).Select(frame => Cut(frame, MaxFrameLength))]);
    }

    /// <summary>The body to send.</summary>
    public ReadOnlyMemory<byte> ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("errorMessage", Message);
        writer.WriteString("errorType", Type);
        writer.WriteStartArray("stackTrace");
        foreach (var frame in StackTrace)
        {
            writer.WriteStringValue(frame);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length] + "…";
}
