using System.Text.Json.Nodes;
using TestKit;

namespace Acceptance.Tests.Harness;

/// <summary>
/// TestBasicRead and TestFullRefresh of the harness. Not ported: test_all_supported_file_types_present (for sources of files), and TestConnectorAttributes and
/// TestConnectorDocumentation (they run only for connectors that Airbyte has certified).
/// </summary>
[Collection("harness")]
public sealed class ReadTests(HarnessFixture harness)
{
    [Theory]
    [ClassData(typeof(BothForms))]
    public async Task A_read_of_all_streams_brings_valid_and_expected_records(string form)
    {
        var session = harness.Session(form);
        var output = await session.BasicReadAsync();

        Assert.Equal(0, output.ExitCode);
        Assert.Empty(ReadRules.All(output, await session.StreamsAsync(), Expected()));
        ProtocolChecks.Verify(output, HarnessCatalog.FirstModes(await session.StreamsAsync()));
    }

    [Theory]
    [ClassData(typeof(BothForms))]
    public async Task A_stream_and_mode_that_do_not_exist_give_an_error(string form)
    {
        var session = harness.Session(form);
        Assert.Empty(ReadRules.FailureIsReported(await session.Connector.ReadAsync(session.Config("basic_read"), HarnessCatalog.Nonsense())));
    }

    [Theory]
    [ClassData(typeof(BothForms))]
    public async Task The_records_of_a_second_read_are_newer(string form)
    {
        var session = harness.Session(form);
        var catalog = HarnessCatalog.InMode(HarnessCatalog.Streams(AcceptanceConfig.Read(AcceptanceConfig.Repository.Test("full_refresh")["configured_catalog_path"]!.GetValue<string>())), "full_refresh");

        var first = await session.Connector.ReadAsync(session.Config("full_refresh"), catalog);
        var second = await session.Connector.ReadAsync(session.Config("full_refresh"), catalog);

        Assert.Empty(ReadRules.SecondIsNewer(first, second));
    }

    internal static IReadOnlyList<JsonObject> Expected() =>
    [
        .. AcceptanceConfig.Read(AcceptanceConfig.Repository.Test("basic_read")["expect_records"]!["path"]!.GetValue<string>())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!.AsObject()),
    ];
}
