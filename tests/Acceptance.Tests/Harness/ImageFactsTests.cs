using System.Text.Json.Nodes;
using TestKit;

namespace Acceptance.Tests.Harness;

/// <summary>TestSpec's two tests of the image itself. For the binary, the same facts are held against the Dockerfile (Repository/DockerfileTests).</summary>
[Collection("harness")]
public sealed class ImageFactsTests(HarnessFixture harness)
{
    [Fact]
    public async Task The_labels_are_the_repository_and_tag_of_the_metadata()
    {
        harness.RequireImage(HarnessFixture.Image);
        var labels = await InspectAsync("{{json .Config.Labels}}");
        var metadata = Yaml.Load(Path.Combine(PublishedConnector.RepositoryRoot(), "metadata.yaml"))["data"]!;

        Assert.Equal(metadata["dockerRepository"]!.GetValue<string>(), labels["io.airbyte.name"]!.GetValue<string>());
        Assert.Equal(metadata["dockerImageTag"]!.GetValue<string>(), labels["io.airbyte.version"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_environment_repeats_the_entry_point()
    {
        harness.RequireImage(HarnessFixture.Image);
        var entrypoint = string.Join(' ', JsonWalk.Texts(await InspectAsync("{{json .Config.Entrypoint}}")));

        Assert.Contains("AIRBYTE_ENTRYPOINT=" + entrypoint, JsonWalk.Texts(await InspectAsync("{{json .Config.Env}}")));
    }

    [Fact]
    public async Task Without_a_command_it_shows_its_usage_and_fails()
    {
        harness.RequireImage(HarnessFixture.Image);
        var (exitCode, output, errors) = await ImageUnderTest.RunAsync("run", "--rm", Environment.GetEnvironmentVariable("SOURCE_IMAGE")!);

        Assert.Equal(2, exitCode);
        Assert.Empty(output);
        Assert.Contains("read", errors, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> InspectAsync(string template) =>
        JsonNode.Parse(await ImageUnderTest.InspectAsync(Environment.GetEnvironmentVariable("SOURCE_IMAGE")!, template))!;
}
