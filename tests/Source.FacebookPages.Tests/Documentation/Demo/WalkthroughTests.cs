using Demo;
using GraphSimulator;

namespace Source.FacebookPages.Tests.Documentation.Demo;

public class WalkthroughTests
{
    [Fact]
    public async Task The_walk_through_ends_well_and_prints_no_token()
    {
        var world = SimulatedWorld.Create(pages: 2);
        world.Data.RevisedDays = 2;
        await using var output = new StringWriter();

        var exitCode = await Walkthrough.RunAsync(new Screen(output, colour: false, width: 110), world);

        var text = output.ToString();
        Assert.True(exitCode == 0, text);
        Assert.Contains("Every step went as it should", text, StringComparison.Ordinal);
        Assert.All(
            ["spec", "check", "discover", "read"],
            command => Assert.Contains($"$ source-facebook-pages-insights {command}", text, StringComparison.Ordinal));
        Assert.All(world.Tokens.All, token => Assert.DoesNotContain(token.Value, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_missing_day_is_a_surprise()
    {
        var world = SimulatedWorld.Create(pages: 1);
        world.Data.RevisedDays = 2;
        world.Data.Hide(new(world.Today.AddDays(-100), world.Today.AddDays(-100)) { Metric = "page_follows" });

        Assert.Contains("page_follows", await SurpriseAsync(world), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_token_is_a_surprise()
    {
        var world = SimulatedWorld.Create(pages: 1);
        world.BreakAllTokens(GraphSimulator.Tokens.TokenTrouble.PasswordChanged);

        Assert.Contains("FAILED", await SurpriseAsync(world), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_fails_is_a_surprise_that_says_why()
    {
        var world = SimulatedWorld.Create(pages: 2);
        world.Schedule.AtPageCall("100000000000002", 3, () => world.Pages["100000000000002"].Loss = GraphSimulator.Pages.PageLoss.RoleLost);

        Assert.Contains("100000000000002", await SurpriseAsync(world), StringComparison.Ordinal);
    }

    // What is written after the line that announces it.
    private static async Task<string> SurpriseAsync(SimulatedWorld world)
    {
        await using var output = new StringWriter();
        Assert.Equal(1, await Walkthrough.RunAsync(new Screen(output, colour: false, width: 110), world));
        var text = output.ToString();
        Assert.DoesNotContain("Every step went as it should", text, StringComparison.Ordinal);
        var at = text.IndexOf("The walk-through ends here", StringComparison.Ordinal);
        Assert.True(at >= 0, text);
        return text[at..];
    }
}
