using GraphSimulator;
using TestKit;

namespace Source.FacebookPages.Tests.Documentation;

public class ReadmeOutputTests
{
    private const string Omission = "…";

    [Fact]
    public async Task Every_message_that_the_README_shows_is_one_that_the_connector_writes()
    {
        var blocks = MarkdownFile.Load("README.md").Blocks.Where(block => block.Language == "jsonl");
        var shown = blocks.SelectMany(block => block.Lines).ToList();
        Assert.NotEmpty(shown);

        var written = await WrittenAsync();

        Assert.All(shown, line => Assert.Contains(written, actual => IsShortenedTo(actual, line)));
    }

    [Theory]
    [InlineData("abcdef", "abcdef", true)]
    [InlineData("abcdef", "ab…ef", true)]
    [InlineData("abcdef", "…c…", true)]
    [InlineData("abcdef", "ab…e", false)]
    [InlineData("abcdef", "b…ef", false)]
    [InlineData("abcdef", "abcde…def", false)]
    [InlineData("abcdef", "abcdeg", false)]
    public void A_line_may_be_shortened_and_not_changed(string actual, string shown, bool expected) =>
        Assert.Equal(expected, IsShortenedTo(actual, shown));

    private static async Task<IReadOnlyList<string>> WrittenAsync()
    {
        var world = SimulatedWorld.Create(pages: 3);
        await using var server = await GraphSimulatorServer.StartAsync(world);
        var connector = new ConnectorRun(world, world.Clock);
        var config = ReadmeFolder.Configuration(server);
        ConnectorOutput[] outputs =
        [
            await connector.SpecAsync(),
            await connector.CheckAsync(config),
            await connector.DiscoverAsync(config),
            await connector.ReadAsync(config, ReadmeFolder.Shown("catalog.json")),
        ];
        return [.. outputs.SelectMany(output => output.StandardOutput.Split('\n'))];
    }

    // The parts between omissions stand in the line in this order, the first at its begin and the last at its end.
    private static bool IsShortenedTo(string actual, string shown)
    {
        var parts = shown.Split(Omission);
        if (parts.Length == 1)
        {
            return actual == shown;
        }

        var at = parts[0].Length;
        if (!actual.StartsWith(parts[0], StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var part in parts[1..^1])
        {
            var found = actual.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + part.Length;
        }

        return actual.Length - at >= parts[^1].Length && actual.EndsWith(parts[^1], StringComparison.Ordinal);
    }
}
