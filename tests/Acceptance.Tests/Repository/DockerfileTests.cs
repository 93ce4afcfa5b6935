using System.Text.Json.Nodes;
using Acceptance.Tests.Harness;

namespace Acceptance.Tests.Repository;

public sealed class DockerfileTests
{
    private static readonly Dockerfile File = new(RepositoryFiles.Read("Dockerfile"));

    [Fact]
    public void The_entry_point_is_an_absolute_path_that_the_environment_repeats()
    {
        var entrypoint = JsonWalk.Texts(JsonNode.Parse(File.InLastStage("ENTRYPOINT")));

        Assert.StartsWith("/", Assert.Single(entrypoint), StringComparison.Ordinal);
        Assert.Equal(string.Join(' ', entrypoint), File.Pairs("ENV")["AIRBYTE_ENTRYPOINT"]);
    }

    [Fact]
    public void The_labels_are_the_repository_and_tag_of_the_metadata()
    {
        var data = RepositoryFiles.Metadata["data"]!;
        var labels = File.Pairs("LABEL");

        Assert.Equal(data["dockerRepository"]!.GetValue<string>(), labels["io.airbyte.name"]);
        Assert.Equal(data["dockerImageTag"]!.GetValue<string>(), labels["io.airbyte.version"]);
        Assert.Equal(data["dockerImageTag"]!.GetValue<string>(), labels["org.opencontainers.image.version"]);
        Assert.Equal(data["license"]!.GetValue<string>(), labels["org.opencontainers.image.licenses"]);
    }

    [Fact]
    public void It_runs_as_a_user_by_number() => Assert.Equal("1000:1000", File.InLastStage("USER"));

    [Fact]
    public void Both_bases_can_be_replaced_and_are_of_one_distribution_by_default()
    {
        var defaults = File.All("ARG").Select(argument => argument.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

        Assert.Equal(["${SDK_IMAGE} AS build", "${BASE_IMAGE}"], File.All("FROM"));
        Assert.EndsWith(defaults["SDK_IMAGE"].Split(':')[1], defaults["BASE_IMAGE"], StringComparison.Ordinal);
        Assert.Matches(":10\\.0-[a-z]+$", defaults["SDK_IMAGE"]);
    }
}
