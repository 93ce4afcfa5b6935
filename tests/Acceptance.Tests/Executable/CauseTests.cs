using GraphSimulator;
using GraphSimulator.Pages;
using TestKit;

namespace Acceptance.Tests.Executable;

/// <summary>What the executable answers to a check of a connection that would not work: one answer, with the cause and the remedy, and no error beside it.</summary>
public sealed class CauseTests
{
    public static TheoryData<string, Action<SimulatedWorld, ConfigBuilder>, string, string> Causes => new()
    {
        { "a token that nobody knows", (_, config) => config.WithCredential("access_token", "EAAmistyped0123456789"), "does not accept the access token", "check that it was copied whole" },
        { "a token that has expired", (world, _) => world.UserToken.Trouble = GraphSimulator.Tokens.TokenTrouble.Expired, "has expired", "create a new one" },
        { "a missing permission", (world, _) => world.UserToken.RemoveScope("read_insights"), "lacks the permission read_insights", "grant what is missing" },
        { "a Page that does not exist", (_, config) => config.WithList("page_ids", "424242"), "Page 424242, named in page_ids, can't be read", "Check the id" },
        { "a Page without a role on it", (world, _) => world.Pages[0].Loss = PageLoss.RoleLost, Launched.Page, "Check that the Page still exists and that the token's owner has a role on it" },
        { "no Page at all", (world, _) => world.Pages[0].IsListed = false, "lists no Page", "ANALYZE" },
        { "a wrong secret of the app", (_, config) => config.WithCredential("app_secret", new string('0', 32)), "proof", "Check app_secret" },
    };

    [Theory]
    [MemberData(nameof(Causes), DisableDiscoveryEnumeration = true)]
    public async Task A_check_that_fails_is_one_answer_with_cause_and_remedy(string what, Action<SimulatedWorld, ConfigBuilder> spoil, string cause, string remedy)
    {
        await using var launched = await Launched.PrepareAsync();
        var config = launched.Config(3);
        spoil(launched.World, config);

        var output = await launched.RunAsync(["check", "--config", launched.File("config.json", config.ToString())]);

        var answer = Assert.Single(output.Messages, message => message["type"]!.GetValue<string>() != "LOG");
        Assert.Equal((what, 0, "CONNECTION_STATUS", "FAILED"), (what, output.ExitCode, answer["type"]!.GetValue<string>(), output.ConnectionStatus.Status));
        Assert.Contains(cause, output.ConnectionStatus.Message!, StringComparison.Ordinal);
        Assert.Contains(remedy, output.ConnectionStatus.Message!, StringComparison.Ordinal);
    }
}
