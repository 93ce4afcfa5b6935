using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Airbyte.Cdk;
using Airbyte.Protocol;

namespace Source.FacebookPages.Unattended;

/// <summary>What an unattended run answers.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Connection">The connection; null where it is not known.</param>
internal sealed record SyncAnswer(string RunId, string? Connection)
{
    private const int MostInShort = 100;

    /// <summary>What went wrong.</summary>
    public IReadOnlyList<RunFailure> Errors { get; init; } = [];

    /// <summary>Whether the run was stopped in time, so that another one has something to go on with.</summary>
    public bool HasMore { get; init; }

    /// <summary>How long the next run had better wait, because Facebook's rate limits keep all that is left waiting; null when it may begin at once.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>How each stream ended.</summary>
    public IReadOnlyList<StreamResult> Streams { get; init; } = [];

    /// <summary>The data that was stored.</summary>
    public IReadOnlyList<WrittenFile> Files { get; init; } = [];

    /// <summary>The URI of the manifest; null when nothing was stored.</summary>
    public string? Manifest { get; init; }

    /// <summary>How the run ended.</summary>
    public RunStatus Status =>
        Errors.Count > 0 ? RunStatus.Failed
        : HasMore || Streams.Any(stream => stream.Status != StreamStatus.Complete) ? RunStatus.Incomplete
        : RunStatus.Succeeded;

    /// <summary>The answer, without its lists where it would be too large with them: the manifest has them.</summary>
    /// <param name="mostBytes">How large it may be.</param>
    public ReadOnlyMemory<byte> WriteWithin(int mostBytes)
    {
        var whole = Write();
        return whole.Length <= mostBytes ? whole : (this with
        {
            Files = [],
            Streams = [.. Streams.Where(stream => stream.Status != StreamStatus.Complete).Take(MostInShort)],
            // Of those of one cause the first tell enough; the log has them all.
            Errors = [.. Errors.Take(MostInShort)],
        }).Write();
    }

    /// <summary>The answer as JSON on one line.</summary>
    public ReadOnlyMemory<byte> Write()
    {
        var answer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(answer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("status", NameOf(Status));
            json.WriteString("run_id", RunId);
            json.WriteString("connection", Connection);
            json.WriteBoolean("has_more", HasMore);
            WriteNumber(json, "retry_after_seconds", RetryAfterSeconds);
            WriteStreams(json, Streams);
            json.WriteStartArray("files");
            foreach (var file in Files)
            {
                json.WriteStringValue(file.Uri);
            }

            json.WriteEndArray();
            json.WriteString("manifest", Manifest);
            json.WriteStartArray("errors");
            foreach (var error in Errors)
            {
                WriteError(json, error);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return answer.WrittenMemory;
    }

    /// <summary>The word for a status.</summary>
    public static string NameOf(RunStatus status) => status switch
    {
        RunStatus.Succeeded => "succeeded",
        RunStatus.Incomplete => "incomplete",
        _ => "failed",
    };

    /// <summary>Writes how each stream ended, as <c>streams</c>.</summary>
    public static void WriteStreams(Utf8JsonWriter json, IReadOnlyList<StreamResult> streams)
    {
        json.WriteStartArray("streams");
        foreach (var stream in streams)
        {
            json.WriteStartObject();
            json.WriteString("name", stream.Name);
            json.WriteString("status", stream.Status == StreamStatus.Complete ? "COMPLETE" : "INCOMPLETE");
            json.WriteNumber("records", stream.Records);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteError(Utf8JsonWriter json, RunFailure error)
    {
        json.WriteStartObject();
        json.WriteString("stream", error.Stream);
        json.WriteString("page_id", error.PageId);
        json.WriteStartArray("metrics");
        foreach (var metric in error.Metrics)
        {
            json.WriteStringValue(metric);
        }

        json.WriteEndArray();
        json.WriteString("since", error.Window?.First.ToString("O", CultureInfo.InvariantCulture));
        json.WriteString("until", error.Window?.Last.ToString("O", CultureInfo.InvariantCulture));
        WriteNumber(json, "code", error.Code);
        WriteNumber(json, "subcode", error.Subcode);
        json.WriteString("message", error.Message);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, int? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
