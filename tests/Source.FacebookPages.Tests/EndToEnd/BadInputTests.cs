using System.Text.Json.Nodes;
using GraphSimulator;
using Source.FacebookPages.Tests.Configuration;
using TestKit;
using static Source.FacebookPages.Tests.EndToEnd.Scenario;

namespace Source.FacebookPages.Tests.EndToEnd;

/// <summary>Inputs that can't be right: one clear message each, the right exit code, no stack, no secret, and no request.</summary>
public sealed class BadInputTests
{
    public static TheoryData<BadInput> Configurations => [.. BadInput.Configurations];

    public static TheoryData<BadInput> Catalogs => [.. BadInput.Catalogs];

    public static TheoryData<BadInput> States => [.. BadInput.States];

    public static TheoryData<BadInput> StatesOfAStream => [.. BadInput.StatesOfAStream];

    [Theory]
    [MemberData(nameof(Configurations), DisableDiscoveryEnumeration = true)]
    public async Task A_bad_configuration_is_told_by_check_and_fails_discover_and_read(BadInput input)
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        var config = input.Text is null ? "config.json" : scenario.Run.File("config.json", input.Text.Replace(BadInput.Url, scenario.Url.ToString(), StringComparison.Ordinal));
        var catalog = scenario.Run.File("catalog.json", CatalogBuilder.Incremental($"page_insights_{Page1}"));

        var check = ProtocolChecks.Verify(await scenario.Run.RunAsync(["check", "--config", config]));
        Assert.Equal(0, check.ExitCode);
        Assert.Equal("FAILED", check.ConnectionStatus.Status);
        AssertClear(input, check, check.ConnectionStatus.Message!);

        foreach (var arguments in new[] { new[] { "discover", "--config", config }, ["read", "--config", config, "--catalog", catalog] })
        {
            var output = ProtocolChecks.Verify(await scenario.Run.RunAsync(arguments));
            AssertOneError(input, output);
        }

        Assert.Equal(0, scenario.Journal.Count);
    }

    [Fact]
    public async Task Every_bad_configuration_of_the_readers_corpus_fails_a_check_with_its_key_and_without_its_secrets()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        var bad = ConfigurationCase.All().Where(one => one.Mistakes.Count > 0).ToList();
        Assert.InRange(bad.Count, 40, int.MaxValue);
        foreach (var one in bad)
        {
            var message = ProtocolChecks.Verify(await scenario.Run.CheckAsync(one.Json)).ConnectionStatus.Message!;
            Assert.All(one.Mistakes, key => Assert.Contains(key, message, StringComparison.Ordinal));
            Assert.DoesNotContain("EAABsbCS1iHgBO7", message, StringComparison.Ordinal);
        }

        Assert.Equal(0, scenario.Journal.Count);
    }

    [Theory]
    [MemberData(nameof(Catalogs), DisableDiscoveryEnumeration = true)]
    public async Task A_bad_catalog_fails_the_read(BadInput input)
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        var config = scenario.Run.File("config.json", scenario.Config.ToString());
        var catalog = input.Text is null ? "catalog.json" : scenario.Run.File("catalog.json", input.Text);

        AssertOneError(input, ProtocolChecks.Verify(await scenario.Run.RunAsync(["read", "--config", config, "--catalog", catalog])));
        Assert.Equal(0, scenario.Journal.Count);
    }

    [Theory]
    [MemberData(nameof(States), DisableDiscoveryEnumeration = true)]
    public async Task A_bad_state_fails_the_read_and_is_never_taken_for_none(BadInput input)
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));

        AssertOneError(input, ProtocolChecks.Verify(await scenario.Run.ReadAsync(scenario.Config.ToString(), CatalogBuilder.Incremental($"page_insights_{Page1}"), input.Text)));
        Assert.Equal(0, scenario.Journal.Count);
    }

    [Theory]
    [MemberData(nameof(StatesOfAStream), DisableDiscoveryEnumeration = true)]
    public async Task A_state_that_is_not_understood_fails_its_stream_and_no_other(BadInput input)
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 2));
        scenario.Config.With("start_date", "2026-11-20");
        var catalog = CatalogBuilder.Incremental($"page_insights_{Page1}", $"page_insights_{Page2}");
        var state = new JsonArray(new JsonObject
        {
            ["type"] = "STREAM",
            ["stream"] = new JsonObject { ["stream_descriptor"] = new JsonObject { ["name"] = $"page_insights_{Page1}" }, ["stream_state"] = JsonNode.Parse(input.Text!) },
        });

        var output = await scenario.ReadAsync(catalog, state.ToJsonString());

        AssertOneError(input, output);
        Assert.Equal($"page_insights_{Page1}", output.Errors[0]["stream_descriptor"]!["name"]!.GetValue<string>());
        Assert.Contains($"page_insights_{Page1}", output.Errors[0]["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("INCOMPLETE", output.FinalStatus($"page_insights_{Page1}"));
        Assert.Equal("COMPLETE", output.FinalStatus($"page_insights_{Page2}"));
        Assert.All(output.Records, record => Assert.Equal(Page2, record.Key.Page));
        Assert.All(output.States, one => Assert.Equal($"page_insights_{Page2}", one.Stream));
    }

    [Theory]
    [InlineData("page_insights_999")]
    [InlineData("__AIRBYTE__stream_that_does_not_exist")]
    [InlineData("page_insights_100000000000001_week")]
    [InlineData("page_insights")]
    [InlineData("page_insights_")]
    [InlineData("page_insights_100000000000001_hour")]
    [InlineData("PAGES")]
    [InlineData("../pages")]
    public async Task A_stream_that_does_not_exist_is_incomplete_and_the_others_are_read(string stream)
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.Config.With("start_date", "2026-11-20");

        var output = await scenario.ReadAsync(CatalogBuilder.Of((stream, "incremental"), ($"page_insights_{Page1}", "incremental"), ("pages", "full_refresh")));

        AssertOneError(new BadInput(stream, null, stream, "Run discover again"), output);
        Assert.Equal(stream, output.Errors[0]["stream_descriptor"]!["name"]!.GetValue<string>());
        Assert.Equal("INCOMPLETE", output.FinalStatus(stream));
        Assert.Equal("COMPLETE", output.FinalStatus($"page_insights_{Page1}"));
        Assert.Equal("COMPLETE", output.FinalStatus("pages"));
    }

    [Fact]
    public async Task An_invalid_sync_mode_is_told_for_its_stream_and_the_others_are_read()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.Config.With("start_date", "2026-11-20");
        var catalog = CatalogBuilder.Of(($"page_insights_{Page1}", "INVALID"), ("pages", "full_refresh")).Replace("\"append\"", "\"INVALID\"", StringComparison.Ordinal);

        var output = await scenario.ReadAsync(catalog);

        AssertOneError(new BadInput("INVALID", null, $"page_insights_{Page1}", "INVALID", "full_refresh or incremental"), output);
        Assert.Equal("COMPLETE", output.FinalStatus("pages"));
    }

    [Fact]
    public async Task The_acceptance_tests_catalog_of_one_unknown_stream_with_invalid_modes_fails_with_one_error()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        var catalog = """
            {"streams":[{"stream":{"name":"__AIRBYTE__stream_that_does_not_exist","json_schema":{"type":"object","properties":{"f1":{"type":"string"}}},"supported_sync_modes":["full_refresh"]},
            "sync_mode":"INVALID","destination_sync_mode":"INVALID"}]}
            """;

        AssertOneError(new BadInput("INVALID", null, "__AIRBYTE__stream_that_does_not_exist"), await scenario.ReadAsync(catalog));
    }

    private static void AssertOneError(BadInput input, ConnectorOutput output)
    {
        Assert.Equal(1, output.ExitCode);
        var error = Assert.Single(output.Errors);
        Assert.Equal("config_error", error["failure_type"]!.GetValue<string>());
        Assert.False(error.ContainsKey("stack_trace"), "a user's mistake has no stack");
        AssertClear(input, output, error["message"]!.GetValue<string>());
    }

    private static void AssertClear(BadInput input, ConnectorOutput output, string message)
    {
        TestContext.Current.TestOutputHelper!.WriteLine(message);
        Assert.All(input.Says, part => Assert.Contains(part, message, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", output.StandardOutput, StringComparison.Ordinal);
        Assert.DoesNotContain(BadInput.Secret, output.StandardOutput, StringComparison.Ordinal);
        Assert.DoesNotContain("secret0123456789", output.StandardOutput, StringComparison.Ordinal);
        Assert.Empty(output.StandardError);
    }
}
