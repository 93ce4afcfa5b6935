using GraphSimulator;
using TestKit;

namespace Acceptance.Tests.Executable;

/// <summary>
/// The golden scenarios again, by the published executable over real HTTP. Its clock is the machine's, so the world's is set to it, the dates of the inputs move along, and the
/// expected output is that of a run in process at the very same moment; what that one puts out at a fixed moment is held against the files by another test.
/// </summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Names => [.. GoldenScenario.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_executable_puts_out_what_the_code_does(string name)
    {
        var golden = GoldenScenario.Load(name);
        var (now, expected, actual) = await BothAsync(golden);
        if (GraphSimulator.Time.PacificCalendar.DayOf(now) != GraphSimulator.Time.PacificCalendar.DayOf(TimeProvider.System.GetUtcNow()))
        {
            // A Pacific midnight went by between the two.
            (_, expected, actual) = await BothAsync(golden);
        }

        Assert.Equal(golden.ExitCode, actual.ExitCode);
        Assert.Equal(expected.Split('\n'), actual.Output.Split('\n'));
    }

    private static async Task<(DateTimeOffset Now, string Expected, (int ExitCode, string Output) Actual)> BothAsync(GoldenScenario golden)
    {
        var now = TimeProvider.System.GetUtcNow();
        string expected;
        await using (var server = await GraphSimulatorServer.StartAsync(golden.CreateWorld(now)))
        {
            var run = new ConnectorRun(server.World, server.World.Clock);
            foreach (var (path, content) in golden.Inputs(server))
            {
                run.File(path, content);
            }

            expected = GoldenScenario.Normalise((await run.RunAsync(golden.Arguments(path => path))).StandardOutput, server);
        }

        await using var other = await GraphSimulatorServer.StartAsync(golden.CreateWorld(now));
        var folder = Directory.CreateTempSubdirectory("golden-");
        try
        {
            var inputs = golden.Inputs(other);
            foreach (var (path, content) in inputs)
            {
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, path), content);
            }

            var output = await PublishedConnector.RunAsync(other.World, golden.Arguments(path => Path.Combine(folder.FullName, path)));
            ProtocolChecks.Verify(output, inputs.GetValueOrDefault("catalog.json"));
            Assert.Empty(output.StandardError);
            return (now, expected, (output.ExitCode, GoldenScenario.Normalise(output.StandardOutput, other)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
