using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Airbyte.Cdk.Tests;

/// <summary>Runs the host within the test: files, clock, variables and streams are the test's own.</summary>
internal sealed class HostRun
{
    public const string GoodConfiguration =
        $$$"""{"credentials": {"auth_type": "access_token", "access_token": "{{{ScriptedSource.Secret}}}"}}""";

    public ScriptedSource Source { get; init; } = new();

    public Dictionary<string, byte[]> Files { get; } = new()
    {
        ["config.json"] = Encoding.UTF8.GetBytes(GoodConfiguration),
        ["catalog.json"] = Encoding.UTF8.GetBytes(Catalog()),
    };

    public Dictionary<string, string> Variables { get; } = [];

    public FakeTimeProvider Time { get; init; } = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));

    public Stream Output { get; init; } = new MemoryStream();

    public MemoryStream Error { get; init; } = new();

    public IStopSignal? Signal { get; init; }

    /// <summary>A file that cannot be read, and why.</summary>
    public (string Path, Exception Failure)? ReadFailure { get; init; }

    public Func<bool> ReaderIsGone { get; init; } = () => false;

    public int ExitCode { get; private set; } = -1;

    public string StandardOutput => Output is WatchedOutput watched ? watched.Text : Encoding.UTF8.GetString(((MemoryStream)Output).ToArray());

    public string StandardError => Encoding.UTF8.GetString(Error.ToArray());

    public IReadOnlyList<JsonNode> Messages => WireMessages.Parse(StandardOutput);

    /// <summary>A configured catalog of these streams, all incremental unless written as <c>name:mode</c>.</summary>
    public static string Catalog(params string[] streams) =>
        """{"streams": [""" + string.Join(", ", streams.Select(ConfiguredStream)) + "]}";

    public HostRun With(string path, string content)
    {
        Files[path] = Encoding.UTF8.GetBytes(content);
        return this;
    }

    public async Task<HostRun> Run(params string[] arguments)
    {
        ExitCode = await ConnectorHost.RunAsync(Source, arguments, new HostEnvironment
        {
            Output = Output,
            Error = Error,
            Time = Time,
            Variable = name => Variables.GetValueOrDefault(name),
            ReadFile = ReadFile,
            ReaderIsGone = ReaderIsGone,
            Signal = Signal,
            Chance = () => 0.5,
        });
        return this;
    }

    public Task<HostRun> Read(params string[] streams) =>
        With("catalog.json", Catalog(streams)).Run("read", "--config", "config.json", "--catalog", "catalog.json");

    private byte[] ReadFile(string path)
    {
        if (ReadFailure is { } unreadable && unreadable.Path == path)
        {
            throw unreadable.Failure;
        }

        return Files.TryGetValue(path, out var content) ? content : throw new FileNotFoundException(message: null, path);
    }

    private static string ConfiguredStream(string stream)
    {
        var parts = stream.Split(':');
        var mode = parts.Length > 1 ? parts[1] : "incremental";
        return $$$"""{"stream": {"name": "{{{parts[0]}}}", "json_schema": {}}, "sync_mode": "{{{mode}}}", "destination_sync_mode": "append"}""";
    }
}
