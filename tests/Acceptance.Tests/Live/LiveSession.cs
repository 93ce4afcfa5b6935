using System.Text;
using TestKit;

namespace Acceptance.Tests.Live;

/// <summary>Check, discover and a read of seven days by the published executable, through a relay that notes the shapes of the answers.</summary>
internal sealed class LiveSession
{
    private const int Days = 7;
    private const int MostStreams = 3;

    private LiveSession(RecordingRelay relay, ConnectorOutput check, ConnectorOutput? discovered, ConnectorOutput? read) =>
        (Book, Troubles, Check, Discovered, Read) = (relay.Book, [.. relay.Troubles], check, discovered, read);

    /// <summary>The shapes of all answers.</summary>
    public ShapeBook Book { get; }

    /// <summary>What the relay could not hand on or understand.</summary>
    public IReadOnlyList<string> Troubles { get; }

    public ConnectorOutput Check { get; }

    /// <summary>The answer to <c>discover</c>; null when the check had failed.</summary>
    public ConnectorOutput? Discovered { get; }

    /// <summary>The output of <c>read</c>; null when there was nothing to read.</summary>
    public ConnectorOutput? Read { get; }

    /// <summary>Runs the commands.</summary>
    /// <param name="facebook">Facebook, or who plays it.</param>
    /// <param name="token">The token for it.</param>
    /// <param name="handler">How Facebook is reached; null: as this machine reaches it.</param>
    /// <param name="book">Where the shapes are noted; null: in a book of its own.</param>
    public static async Task<LiveSession> RunAsync(Uri facebook, string token, HttpMessageHandler? handler = null, ShapeBook? book = null)
    {
        var folder = Directory.CreateTempSubdirectory("live-");
        try
        {
            await using var relay = await RecordingRelay.StartAsync(facebook, handler, book);
            var config = new ConfigBuilder(relay.Address, token).With("start_date", FirstDay()).With("max_attempts", 2).With("max_wait_seconds", 60);
            var path = Write(folder, "config.json", config.ToString());
            var check = await CommandAsync(relay, token, null, "check", "--config", path);
            if (check.ConnectionStatus.Status != "SUCCEEDED")
            {
                return new LiveSession(relay, check, null, null);
            }

            var discovered = await CommandAsync(relay, token, null, "discover", "--config", path);
            if (discovered.ExitCode != 0)
            {
                return new LiveSession(relay, check, discovered, null);
            }

            // Some Pages are enough; whoever has hundreds would wait for the rate limit.
            var catalog = CatalogBuilder.Of([
                ("pages", "full_refresh"),
                .. discovered.Streams.Select(stream => stream["name"]!.GetValue<string>()).Where(StreamNames.IsInsights).Take(MostStreams).Select(name => (name, "incremental"))]);
            var read = await CommandAsync(relay, token, catalog, "read", "--config", path, "--catalog", Write(folder, "catalog.json", catalog));
            return new LiveSession(relay, check, discovered, read);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<ConnectorOutput> CommandAsync(RecordingRelay relay, string token, string? catalog, params string[] arguments)
    {
        using var process = await PublishedConnector.StartAsync(arguments);
        var errors = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(output);
        await process.WaitForExitAsync();
        var text = Encoding.UTF8.GetString(output.ToArray()) + await errors;

        // Before anything of it can be shown.
        if (relay.Tokens.Append(token).Any(secret => text.Contains(secret, StringComparison.Ordinal)))
        {
            throw new InvalidOperationException($"The output of {arguments[0]} holds a token. It is not shown.");
        }

        return ProtocolChecks.Verify(new ConnectorOutput(process.ExitCode, output.ToArray(), await errors), catalog);
    }

    private static string FirstDay()
    {
        var pacific = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles"));
        return $"{pacific.AddDays(-Days):yyyy-MM-dd}";
    }

    // The folder itself is for nobody else's eyes.
    private static string Write(DirectoryInfo folder, string name, string content)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }
}
