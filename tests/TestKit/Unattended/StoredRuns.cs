using System.IO.Compression;
using System.Text.Json.Nodes;

namespace TestKit;

/// <summary>What runs have stored in an output, read as a consumer does: by the manifests, and by nothing else.</summary>
/// <param name="objects">The stored objects by URI.</param>
/// <param name="output">The URI of the output.</param>
public sealed class StoredRuns(IReadOnlyDictionary<string, byte[]> objects, string output)
{
    /// <summary>The manifests in the order of their names.</summary>
    public IReadOnlyList<JsonObject> Manifests =>
    [
        .. objects.Where(pair => pair.Key.StartsWith(output + "/_manifests/", StringComparison.Ordinal))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => JsonNode.Parse(pair.Value)!.AsObject()),
    ];

    /// <summary>The URIs of the files that no manifest lists.</summary>
    public IReadOnlyList<string> Orphans => [.. DataFiles.Except(Listed().Select(file => file.Uri)).Order(StringComparer.Ordinal)];

    private IEnumerable<string> DataFiles => objects.Keys.Where(uri => uri.StartsWith(output + "/", StringComparison.Ordinal) && !uri.StartsWith(output + "/_manifests/", StringComparison.Ordinal));

    /// <summary>The files of a folder on this machine, by URI.</summary>
    public static StoredRuns InFolder(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => !Path.GetFileName(path).StartsWith('.'))
            .ToDictionary(path => "file://" + path, File.ReadAllBytes, StringComparer.Ordinal),
        "file://" + folder);

    /// <summary>All records that count, run by run, as the output of a read.</summary>
    /// <exception cref="FormatException">A file has not what its manifest says.</exception>
    public IReadOnlyList<ConnectorOutput> Runs() => [.. Manifests.Select(Run)];

    /// <summary>The records that count, by primary key, the last write winning.</summary>
    public Union Union()
    {
        var union = new Union();
        foreach (var run in Runs())
        {
            union.Add(run);
        }

        return union;
    }

    private IEnumerable<(string Uri, string Stream, long Records, long Bytes)> Listed() => Manifests.SelectMany(Files);

    private static IEnumerable<(string Uri, string Stream, long Records, long Bytes)> Files(JsonObject manifest) => manifest["files"]!.AsArray().Select(file => (
        file!["uri"]!.GetValue<string>(), file["stream"]!.GetValue<string>(), file["records"]!.GetValue<long>(), file["bytes"]!.GetValue<long>()));

    private ConnectorOutput Run(JsonObject manifest)
    {
        using var lines = new MemoryStream();
        foreach (var (uri, stream, records, bytes) in Files(manifest))
        {
            var content = objects[uri];
            using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
            var before = lines.Length;
            gzip.CopyTo(lines);
            var file = new ConnectorOutput(0, lines.ToArray()[(int)before..], "");
            if (content.Length != bytes || file.Messages.Count != records || file.Records.Count != records || file.Records.Any(record => record.Stream != stream)
                || !uri.StartsWith($"{output}/{stream}/{manifest["run_id"]!.GetValue<string>()}/part-", StringComparison.Ordinal))
            {
                throw new FormatException($"{uri} has not what its manifest says.");
            }
        }

        return new ConnectorOutput(0, lines.ToArray(), "");
    }
}
