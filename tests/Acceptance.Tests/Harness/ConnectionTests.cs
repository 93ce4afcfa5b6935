using TestKit;

namespace Acceptance.Tests.Harness;

/// <summary>TestConnection of the harness.</summary>
[Collection("harness")]
public sealed class ConnectionTests(HarnessFixture harness)
{
    [Theory]
    [ClassData(typeof(BothForms))]
    public async Task Check_answers_what_each_configuration_is_to_give(string form)
    {
        var session = harness.Session(form);
        var items = AcceptanceConfig.Repository.Tests("connection");

        Assert.Equal(["succeed", "failed"], items.Select(item => item["status"]!.GetValue<string>()));
        foreach (var item in items)
        {
            var output = ProtocolChecks.Verify(await session.Connector.CheckAsync(session.ConfigAt(item["config_path"]!.GetValue<string>())));
            Assert.Empty(AnswerRules.Check(output, item["status"]!.GetValue<string>()));
        }
    }
}
