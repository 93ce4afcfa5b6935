using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Source.FacebookPages.Days;

namespace Source.FacebookPages.Unattended;

/// <summary>
/// The list of what a run has stored. It is written when all data is: a file that no manifest lists does not count, because its run broke off, or another one for the same state was faster.
/// </summary>
/// <param name="Answer">How the run ended, and its files.</param>
/// <param name="State">What it stores as state.</param>
/// <param name="Shard">The part of the Pages that it was for; null for all.</param>
/// <param name="Began">When it began.</param>
/// <param name="Ended">When all data was stored.</param>
internal sealed record Manifest(SyncAnswer Answer, IReadOnlyList<StateEntry> State, PagesShard? Shard, DateTimeOffset Began, DateTimeOffset Ended)
{
    /// <summary>The key of a run's manifest.</summary>
    public static string KeyOf(string runId) => $"_manifests/{runId}.json";

    /// <summary>The manifest's content.</summary>
    public ReadOnlyMemory<byte> Write()
    {
        var content = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(content, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("run_id", Answer.RunId);
            json.WriteString("connection", Answer.Connection);
            json.WriteString("pages_shard", Shard?.ToString());
            json.WriteString("status", SyncAnswer.NameOf(Answer.Status));
            json.WriteBoolean("has_more", Answer.HasMore);
            json.WriteString("began_at", Text(Began));
            json.WriteString("ended_at", Text(Ended));
            SyncAnswer.WriteStreams(json, Answer.Streams);
            WriteFiles(json);
            json.WriteStartArray("state");
            foreach (var entry in State)
            {
                StateDocument.WriteEntry(json, entry);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return content.WrittenMemory;
    }

    private void WriteFiles(Utf8JsonWriter json)
    {
        json.WriteStartArray("files");
        foreach (var file in Answer.Files)
        {
            json.WriteStartObject();
            json.WriteString("uri", file.Uri);
            json.WriteString("stream", file.Stream);
            json.WriteNumber("records", file.Records);
            json.WriteNumber("bytes", file.Bytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Text(DateTimeOffset moment) => IsoInstant.Write(moment);
}
