using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using TestKit;

namespace Container.Tests;

[Collection("image")]
public sealed class ImageTests(ContainerImage image)
{
    [Fact]
    public async Task The_entry_point_is_an_absolute_path_and_the_environment_repeats_it()
    {
        var config = await InspectAsync();

        Assert.Equal("/airbyte/source-facebook-pages-insights", Assert.Single(config["Entrypoint"]!.AsArray())!.GetValue<string>());
        Assert.Contains(config["Env"]!.AsArray(), variable => variable!.GetValue<string>() == "AIRBYTE_ENTRYPOINT=/airbyte/source-facebook-pages-insights");
    }

    [Fact]
    public async Task The_labels_name_the_repository_and_version_of_the_metadata()
    {
        var labels = (await InspectAsync())["Labels"]!;
        var metadata = await File.ReadAllLinesAsync(Path.Combine(PublishedConnector.RepositoryRoot(), "metadata.yaml"), TestContext.Current.CancellationToken);
        string Of(string key) => metadata.Single(line => line.TrimStart().StartsWith(key + ":", StringComparison.Ordinal)).Split(':', 2)[1].Trim();

        Assert.Equal(Of("dockerRepository"), labels["io.airbyte.name"]!.GetValue<string>());
        Assert.Equal(Of("dockerImageTag"), labels["io.airbyte.version"]!.GetValue<string>());
    }

    [Fact]
    public async Task It_runs_as_user_and_group_1000_by_number() =>
        Assert.Equal("1000:1000", (await InspectAsync())["User"]!.GetValue<string>());

    [Fact]
    public async Task It_has_the_tools_that_platforms_start_connectors_with()
    {
        var (exitCode, output) = await ContainerImage.DockerAsync(
            "run", "--rm", "--entrypoint", "sh", image.Name, "-c", "for tool in sh mv sleep tee grep; do command -v $tool || exit 1; done; test -e /usr/share/zoneinfo/America/Los_Angeles && test -e /etc/ssl/certs/ca-certificates.crt");

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task It_adds_less_than_25_MB_to_its_base()
    {
        Assert.SkipWhen(ContainerImage.Base is null, "BASE_IMAGE does not say which base the image was built on.");
        var added = await SizeAsync(image.Name) - await SizeAsync(ContainerImage.Base!);
        Figures.Note(string.Create(CultureInfo.InvariantCulture, $"The image adds {added / 1e6:0.0} MB to its base."));

        Assert.InRange(added, 1, 25_000_000);
    }

    [Fact]
    public async Task Spec_takes_hardly_longer_than_the_base_image_takes_to_do_nothing()
    {
        Assert.SkipWhen(ContainerImage.Base is null, "BASE_IMAGE does not say which base the image was built on.");
        const int Runs = 11;
        List<double> nothing = [];
        List<double> spec = [];
        // In turn, so that a machine that is busy for a while is busy for both; the first of each warms up.
        for (var run = 0; run <= Runs; run++)
        {
            nothing.Add(await TimeAsync("run", "--rm", "--network", "none", ContainerImage.Base!, "true"));
            spec.Add(await TimeAsync("run", "--rm", "--network", "none", image.Name, "spec"));
        }

        var ratio = Measured.Median(spec[1..]) / Measured.Median(nothing[1..]);
        var text = string.Create(
            CultureInfo.InvariantCulture, $"docker run: spec takes {ratio:0.00} of the time that the base image takes for true ({Measured.Median(spec[1..]):0} and {Measured.Median(nothing[1..]):0} ms, medians of {Runs}).");
        Figures.Note(text);
        Assert.True(ratio <= 1.3, text);
    }

    private static async Task<double> TimeAsync(params string[] arguments)
    {
        var began = Stopwatch.GetTimestamp();
        var (exitCode, output) = await ContainerImage.DockerAsync(arguments);
        Assert.True(exitCode == 0, output);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static async Task<long> SizeAsync(string name)
    {
        var (exitCode, output) = await ContainerImage.DockerAsync("image", "inspect", "--format", "{{.Size}}", name);
        Assert.True(exitCode == 0, output);
        return long.Parse(output, System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<JsonNode> InspectAsync()
    {
        var (exitCode, output) = await ContainerImage.DockerAsync("image", "inspect", "--format", "{{json .Config}}", image.Name);
        Assert.True(exitCode == 0, output);
        return JsonNode.Parse(output)!;
    }
}
