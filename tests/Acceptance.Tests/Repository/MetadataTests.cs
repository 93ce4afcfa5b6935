using System.Text.Json.Nodes;

namespace Acceptance.Tests.Repository;

public sealed class MetadataTests
{
    // Airbyte's own connector of the neighbouring scope; taking its place in a registry would break its users.
    private const string NeighboursDefinition = "010eb12f-837b-4685-892d-0a39f76a98f5";

    private static readonly JsonNode Data = RepositoryFiles.Metadata["data"]!;

    [Fact]
    public void It_keeps_to_the_registrys_schema() => Assert.Empty(MetadataRules.Violations(RepositoryFiles.Metadata));

    [Theory]
    [InlineData("data.name", "is missing")]
    [InlineData("data.definitionId", "no UUID")]
    [InlineData("data.connectorSubtype", "connectorSubtype")]
    [InlineData("data.dockerImageTag", "dockerImageTag")]
    public void A_missing_key_is_noticed(string key, string violation)
    {
        var damaged = RepositoryFiles.Metadata;
        damaged["data"]!.AsObject().Remove(key.Split('.')[1]);
        Assert.Contains(MetadataRules.Violations(damaged), one => one.Contains(violation, StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_that_the_registry_does_not_know_is_noticed()
    {
        var damaged = RepositoryFiles.Metadata;
        damaged["data"]!["hosts"] = "graph.facebook.com";
        Assert.Contains("The key hosts of data is not known.", MetadataRules.Violations(damaged));
    }

    [Fact]
    public void Its_definition_is_its_own() => Assert.NotEqual(NeighboursDefinition, Data["definitionId"]!.GetValue<string>());

    [Fact]
    public void The_tag_is_the_version_of_the_build() => Assert.Equal(RepositoryFiles.Version, Data["dockerImageTag"]!.GetValue<string>());

    [Fact]
    public void The_hosts_are_that_of_the_default_address()
    {
        var spec = JsonNode.Parse(RepositoryFiles.Read("spec.json"))!;
        var address = new Uri(spec["connectionSpecification"]!["properties"]!["api_url"]!["default"]!.GetValue<string>());
        Assert.Equal([address.Host], Data["allowedHosts"]!["hosts"]!.AsArray().Select(host => host!.GetValue<string>()));
    }

    [Fact]
    public void The_icon_is_there() => Assert.StartsWith("<svg", RepositoryFiles.Read(Data["icon"]!.GetValue<string>()), StringComparison.Ordinal);

    [Fact]
    public void The_suggested_stream_is_one_that_every_discovery_gives() =>
        Assert.Equal(["pages"], Data["suggestedStreams"]!["streams"]!.AsArray().Select(stream => stream!.GetValue<string>()));
}
