using System.Text;
using System.Text.Json.Nodes;
using Acceptance.Tests.Harness;
using TestKit;

namespace Acceptance.Tests.Repository;

public sealed class AcceptanceConfigTests
{
    [Fact]
    public void It_has_no_unknown_key_and_satisfies_strictness_high() => Assert.Empty(AcceptanceConfigRules.Violations(AcceptanceConfig.Repository.Root));

    [Theory]
    [InlineData("tests")]
    [InlineData("acceptance_tests.basic_read.tests.0.empty_streams")]
    [InlineData("acceptance_tests.basic_read.tests.0.configured_catalog_path")]
    [InlineData("acceptance_tests.connection.tests.0.expected")]
    [InlineData("acceptance_tests.incremental.tests.0.future_state.path")]
    public void A_key_too_many_is_noticed(string path)
    {
        var damaged = AcceptanceConfig.Repository.Root.DeepClone().AsObject();
        var steps = path.Split('.');
        var at = steps[..^1].Aggregate((JsonNode)damaged, (node, step) => int.TryParse(step, out var index) ? node[index]! : node[step]!);
        at[steps[^1]] = "x";
        Assert.NotEmpty(AcceptanceConfigRules.Violations(damaged));
    }

    [Fact]
    public void All_files_that_it_names_are_there()
    {
        var paths = new[] { "config_path", "spec_path", "configured_catalog_path", "path", "future_state_path" }
            .SelectMany(key => JsonWalk.Values(AcceptanceConfig.Repository.Root, key))
            .Select(path => path!.GetValue<string>())
            .ToList();

        Assert.Contains("spec.json", paths);
        Assert.All(paths, path => Assert.NotEmpty(AcceptanceConfig.Read(path)));
        Assert.DoesNotContain("manifest.yaml", paths);
    }

    [Fact]
    public void The_expected_records_are_the_truth()
    {
        var truth = ExpectedInsights.Of(
            ["100000000000001", "100000000000002"],
            "day",
            new DateOnly(2026, 9, 1),
            new DateOnly(2026, 10, 31),
            ["page_media_view", "page_total_media_view_unique", "page_follows", "page_actions_post_reactions_total"]);
        var lines = ReadTests.Expected().Select(record => "{\"type\":\"RECORD\",\"record\":" + record.ToJsonString() + "}\n");
        var expected = new ConnectorOutput(0, Encoding.UTF8.GetBytes(string.Concat(lines)), "").Records.Where(record => record.IsInsights).ToList();

        Assert.Equal(16, expected.Count);
        Assert.All(expected, record => Assert.Equal(truth[record.Key], record.Value));
    }
}
