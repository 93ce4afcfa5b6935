using GraphSimulator;
using Source.FacebookPages.Tests.Configuration;

namespace Source.FacebookPages.Tests.Documentation;

/// <summary>
/// Every command line that the README shows in a shell block is run: those of the SDK by the CI script, those of the connector here.
/// </summary>
public class ReadmeCommandTests
{
    private static readonly IReadOnlyList<string> Commands =
        [.. MarkdownFile.Load("README.md").Blocks.Where(block => block.Language == "sh").SelectMany(block => block.Lines)];

    [Fact]
    public void The_commands_of_the_SDK_are_run_by_the_CI_script()
    {
        var script = File.ReadAllLines(RepositoryFiles.PathOf(".ci", "run"));

        var commands = Commands.Where(IsOfSdk).ToList();
        Assert.NotEmpty(commands);
        Assert.All(commands, command => Assert.True(script.Any(line => Runs(line, command)), $".ci/run does not run: {command}"));
    }

    [Fact]
    public async Task The_commands_of_the_connector_work_as_they_stand()
    {
        var world = SimulatedWorld.Create(pages: 2, days: 40, now: TimeProvider.System.GetUtcNow());
        await using var server = await GraphSimulatorServer.StartAsync(world);
        using var folder = ReadmeFolder.Create(server);

        var commands = Commands.Where(command => !IsOfSdk(command)).ToList();
        Assert.All(
            ["spec", "check", "discover", "read", "sync", "plan", "state show", "state rewind", "state reset"],
            name => Assert.Contains(commands, command => command.StartsWith($"source-facebook-pages-insights {name}", StringComparison.Ordinal)));
        var outputs = new List<string>();
        foreach (var command in commands)
        {
            var (exitCode, output) = await folder.RunAsync(command, TestContext.Current.CancellationToken);
            Assert.True(exitCode == 0, $"{command} ended with {exitCode}: {output}");
            outputs.Add(output);
        }

        Assert.Contains(outputs, output => output.Contains("\"type\":\"SPEC\"", StringComparison.Ordinal));
        Assert.Contains(outputs, output => output.Contains("\"status\":\"SUCCEEDED\"", StringComparison.Ordinal));
        Assert.Contains(outputs, output => output.Contains("\"name\":\"page_insights_100000000000001\"", StringComparison.Ordinal));

        // The run by cron has stored what it says.
        Assert.Contains(outputs, output => output.StartsWith("{\"status\":\"succeeded\",\"run_id\":", StringComparison.Ordinal));
        Assert.Contains(outputs, output => output.StartsWith("{\"shards\":[{\"pages_shard\":\"1/1\"", StringComparison.Ordinal));
        Assert.NotEmpty(folder.FilesBelow("data"));

        // The second read goes on from the first one's state: of 40 days only the lookback is read again.
        var first = InsightsRecords(folder.Read("messages.jsonl"));
        var second = InsightsRecords(folder.Read("more.jsonl"));
        Assert.Equal(first / 40, second / 7);
        Assert.NotEqual(0, second);
    }

    private static int InsightsRecords(string output) =>
        output.Split('\n').Count(line => line.StartsWith("""{"type":"RECORD","record":{"stream":"page_insights_""", StringComparison.Ordinal));

    private static bool IsOfSdk(string command) => command.StartsWith("dotnet ", StringComparison.Ordinal);

    // The script may add options, but must have all the words of the command, in their order.
    private static bool Runs(string line, string command)
    {
        var words = line.Split(' ');
        var at = -1;
        return command.Split(' ').All(word => (at = Array.IndexOf(words, word, at + 1)) >= 0);
    }
}
