using TestKit;

namespace Acceptance.Tests.Harness;

/// <summary>The newer suite, which comes with Airbyte's connector kit: what it does with an image, here with both forms.</summary>
[Collection("harness")]
public sealed class StandardSuiteTests(HarnessFixture harness)
{
    [Theory]
    [ClassData(typeof(BothForms))]
    public async Task Spec_answers_once_without_an_error(string form)
    {
        var output = await harness.Session(form).SpecAsync();

        Assert.Equal(0, output.ExitCode);
        Assert.Empty(output.Errors);
        Assert.Single(AnswerRules.Of(output, "SPEC"));
    }

    [Theory]
    [ClassData(typeof(BothForms))]
    public async Task Check_gives_what_each_scenario_declares(string form)
    {
        var session = harness.Session(form);
        foreach (var (path, status) in AcceptanceConfig.Repository.Scenarios())
        {
            var output = await session.Connector.CheckAsync(session.ConfigAt(path));
            var last = output.ConnectionStatus.Status;
            if (status == "succeed")
            {
                Assert.Empty(output.Errors);
                Assert.Equal(0, output.ExitCode);
                Assert.Equal("SUCCEEDED", last);
            }
            else
            {
                Assert.NotEqual("SUCCEEDED", last);
            }
        }
    }

    [Theory]
    [ClassData(typeof(BothForms))]
    public async Task All_streams_are_read_with_a_catalog_full_of_nulls(string form)
    {
        var session = harness.Session(form);
        // Only configurations that are named config, valid_config or default are read.
        var config = session.ConfigAt(AcceptanceConfig.Repository.Scenarios().Keys.Single(path => Path.GetFileNameWithoutExtension(path) == "config"));
        var streams = (await session.Connector.DiscoverAsync(config)).Streams;
        var output = await session.Connector.ReadAsync(config, HarnessCatalog.Bare(streams));

        Assert.NotEmpty(streams);
        Assert.Equal(0, output.ExitCode);
        Assert.Empty(output.Errors);
        Assert.NotEmpty(output.Records);
    }
}
