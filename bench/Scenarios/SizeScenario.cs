using System.Globalization;
using Bench.Figures;
using Bench.Running;

namespace Bench.Scenarios;

/// <summary>What has to be moved to where it runs.</summary>
internal sealed class SizeScenario(Programs programs) : IScenario
{
    /// <inheritdoc/>
    public string Name => "size";

    /// <inheritdoc/>
    public async Task<Section> RunAsync()
    {
        var image = Environment.GetEnvironmentVariable("SOURCE_IMAGE") is { Length: > 0 } given ? given : "source-facebook-pages-insights";
        var size = await Programs.AskAsync("docker", "image", "inspect", "--format", "{{.Size}}", image);
        return new Section(
            "Size",
            "The image is the one that `SOURCE_IMAGE` names, or that stands under the connector's name, if a Docker engine answers.",
            ["what", "MB"],
            [
                ["executable", Megabytes(new FileInfo(programs.Connector).Length)],
                ["image, uncompressed, with its base", size is null ? "not measured: no engine or no image" : Megabytes(long.Parse(size, CultureInfo.InvariantCulture))],
            ]);
    }

    private static string Megabytes(long bytes) => Shown.One(bytes / 1e6);
}
