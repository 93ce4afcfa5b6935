using System.Text.Json.Nodes;
using TestKit;

namespace Acceptance.Tests.Harness;

/// <summary>TestIncremental of the harness.</summary>
[Collection("harness")]
public sealed class IncrementalTests(HarnessFixture harness)
{
    private static readonly string Catalog =
        HarnessCatalog.InMode(HarnessCatalog.Streams(AcceptanceConfig.Read(AcceptanceConfig.Repository.Test("incremental")["configured_catalog_path"]!.GetValue<string>())), "incremental");

    [Theory]
    [ClassData(typeof(BothForms))]
    public async Task A_read_that_goes_on_differs_from_the_first(string form)
    {
        var session = harness.Session(form);
        var first = await session.Connector.ReadAsync(session.Config("incremental"), Catalog);
        var second = await session.Connector.ReadAsync(session.Config("incremental"), Catalog, first.StateFile());

        Assert.Empty(IncrementalRules.SecondDiffers(first, second));
    }

    [Theory]
    [ClassData(typeof(BothForms))]
    public async Task Going_on_from_any_state_brings_all_that_had_followed(string form)
    {
        var session = harness.Session(form);
        var resumed = 0;
        foreach (var stream in HarnessCatalog.Streams(Catalog))
        {
            var name = stream["name"]!.GetValue<string>();
            var alone = HarnessCatalog.InMode([stream], "incremental");
            var whole = await session.Connector.ReadAsync(session.Config("incremental"), alone);
            foreach (var (state, remaining) in IncrementalRules.Resumptions(whole, name))
            {
                var output = ProtocolChecks.Verify(await session.Connector.ReadAsync(session.Config("incremental"), alone, state), alone);
                Assert.Empty(IncrementalRules.NothingIsLost(output, name, remaining));
                resumed++;
            }
        }

        // Five windows of two Pages: three states between the first and the last.
        Assert.Equal(6, resumed);
    }

    [Theory]
    [ClassData(typeof(BothForms))]
    public async Task A_state_from_the_future_is_kept_and_brings_no_record(string form)
    {
        var session = harness.Session(form);
        var future = AcceptanceConfig.Read(AcceptanceConfig.Repository.Test("incremental")["future_state"]!["future_state_path"]!.GetValue<string>());

        var output = ProtocolChecks.Verify(await session.Connector.ReadAsync(session.Config("incremental"), Catalog, future), Catalog);

        Assert.Empty(IncrementalRules.FutureIsKept(output, JsonNode.Parse(future)!.AsArray(), HarnessCatalog.Streams(Catalog)));
    }
}
