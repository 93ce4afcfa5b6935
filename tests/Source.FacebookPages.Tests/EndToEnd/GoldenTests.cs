using GraphSimulator;
using TestKit;

namespace Source.FacebookPages.Tests.EndToEnd;

/// <summary>
/// The whole output of some runs, letter by letter, at a clock that stands still. After a wanted change run them once with <c>REWRITE_GOLDEN=1</c> and look at the difference
/// in version control.
/// </summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Names => [.. GoldenScenario.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_whole_output_is_as_it_was(string name)
    {
        var golden = GoldenScenario.Load(name);
        await using var server = await GraphSimulatorServer.StartAsync(golden.CreateWorld(SimulatedWorld.DefaultNow));
        var run = new ConnectorRun(server.World, server.World.Clock);
        var inputs = golden.Inputs(server);
        foreach (var (path, content) in inputs)
        {
            run.File(path, content);
        }

        var output = ProtocolChecks.Verify(await run.RunAsync(golden.Arguments(path => path)), inputs.GetValueOrDefault("catalog.json"));

        var normalised = GoldenScenario.Normalise(output.StandardOutput, server);
        if (Environment.GetEnvironmentVariable("REWRITE_GOLDEN") == "1")
        {
            golden.Rewrite(normalised);
        }

        Assert.Equal(golden.ExitCode, output.ExitCode);
        Assert.Equal(golden.Expected.Split('\n'), normalised.Split('\n'));
        Assert.Empty(server.Journal.Crashes);
    }

    [Fact]
    public void There_is_a_handful_of_scenarios() => Assert.InRange(GoldenScenario.Names.Count, 8, 30);
}
