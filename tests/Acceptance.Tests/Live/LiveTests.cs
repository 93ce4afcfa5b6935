namespace Acceptance.Tests.Live;

/// <summary>The published executable against Facebook itself, and what Facebook answers against what the simulator answers.</summary>
public sealed class LiveTests
{
    private const string Variable = "FACEBOOK_TEST_ACCESS_TOKEN";

    private static readonly Uri Facebook = new("https://graph.facebook.com");

    [Fact]
    public async Task Facebook_answers_in_the_shapes_that_the_simulator_answers_in()
    {
        var token = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrWhiteSpace(token), $"{Variable} holds no token; the README says how to get one.");
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("SOURCE_BINARY")), "SOURCE_BINARY names no executable to run against Facebook.");

        var session = await LiveSession.RunAsync(Facebook, token.Trim());
        var findings = ShapeFindings.Compare(session.Book, await SimulatorShapes.RecordAsync());

        foreach (var news in findings.News)
        {
            TestContext.Current.TestOutputHelper!.WriteLine("New at Facebook: " + news);
        }

        Assert.True(findings.Deviations.Count == 0, "Facebook answers otherwise than the simulator:\n" + string.Join('\n', findings.Deviations));
        Assert.Empty(session.Troubles);
        Assert.Equal(("SUCCEEDED", null), session.Check.ConnectionStatus);
        Assert.Equal((0, 0), (session.Discovered!.ExitCode, session.Read!.ExitCode));
        Assert.NotEmpty(session.Read.Records);
    }
}
