using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Source.FacebookPages.Storage;
using Source.FacebookPages.Unattended;

namespace Source.FacebookPages.Tests.Unattended;

/// <summary>How the messages of a run become files.</summary>
public sealed class RecordOutputTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("record-output-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_file_is_ended_when_it_is_large_enough_and_the_next_one_goes_on()
    {
        using var uploads = new Uploads(Store());
        using var output = new RecordOutput("run", uploads, TimeProvider.System, mostBytes: 100);
        for (var batch = 0; batch < 5; batch++)
        {
            Write(output, "pages", records: 4);
        }

        output.WriteStreamStatus("pages", StreamStatus.Complete);
        var files = await uploads.CompleteAsync(TestContext.Current.CancellationToken);

        // Each batch of four records has more than a hundred bytes.
        Assert.Equal(Enumerable.Range(0, 5).Select(number => $"file://{_folder.FullName}/pages/run/part-0000{number}.jsonl.gz"), files.Select(file => file.Uri));
        Assert.All(files, file => Assert.Equal(4, file.Records));
        Assert.All(files, file => Assert.Equal(file.Bytes, new FileInfo(file.Uri["file://".Length..]).Length));
        Assert.All(files, file => Assert.Equal(4, Lines(file).Length));
        Assert.All(Lines(files[0]), line => Assert.Equal("pages", JsonNode.Parse(line)!["record"]!["stream"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Streams_have_files_of_their_own_and_one_without_records_has_none()
    {
        using var uploads = new Uploads(Store());
        using var output = new RecordOutput("run", uploads, TimeProvider.System);
        Write(output, "a", records: 1);
        Write(output, "b", records: 2);
        foreach (var stream in new[] { "a", "b", "c" })
        {
            output.WriteStreamStatus(stream, StreamStatus.Incomplete);
        }

        Assert.Equal([("a", 1L), ("b", 2L)], (await uploads.CompleteAsync(TestContext.Current.CancellationToken)).Select(file => (file.Stream, file.Records)));
    }

    [Fact]
    public void The_last_state_of_a_stream_counts()
    {
        using var uploads = new Uploads(Store());
        using var output = new RecordOutput("run", uploads, TimeProvider.System);

        output.WriteState("a", "{\"n\":1}"u8, 0);
        output.WriteState("b", "{\"n\":2}"u8, 0);
        output.WriteState("a", "{\"n\":3}"u8, 0);

        Assert.Equal(["a {\"n\":3}", "b {\"n\":2}"], output.States.OrderBy(state => state.Key, StringComparer.Ordinal).Select(state => $"{state.Key} {state.Value.GetRawText()}"));
    }

    [Fact]
    public async Task A_file_that_cannot_be_stored_stops_the_run_and_is_told_at_the_end()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "a"), "in the way", TestContext.Current.CancellationToken);
        using var uploads = new Uploads(Store());
        using var output = new RecordOutput("run", uploads, TimeProvider.System);
        Write(output, "a", records: 1);

        output.WriteStreamStatus("a", StreamStatus.Complete);

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => uploads.CompleteAsync(TestContext.Current.CancellationToken));
        Assert.Contains("/a/run/part-00000.jsonl.gz cannot be written", failure.Message, StringComparison.Ordinal);
        Assert.True(uploads.Failed.IsCancellationRequested);
        Write(output, "b", records: 1);
        Assert.Throws<OutputClosedException>(() => output.WriteStreamStatus("b", StreamStatus.Complete));
    }

    private static void Write(RecordOutput output, string stream, int records)
    {
        using var batch = new RecordBatch(stream);
        for (var record = 0; record < records; record++)
        {
            var json = batch.BeginRecord();
            json.WriteStartObject();
            json.WriteString("text", "about thirty letters of content");
            json.WriteEndObject();
            batch.EndRecord();
        }

        output.WriteRecords(batch);
    }

    private static string[] Lines(WrittenFile file)
    {
        using var content = new GZipStream(File.OpenRead(file.Uri["file://".Length..]), CompressionMode.Decompress);
        using var reader = new StreamReader(content, Encoding.UTF8);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private FileStore Store() => new(StorageAddress.TryParse("file://" + _folder.FullName)!, TimeProvider.System);
}
