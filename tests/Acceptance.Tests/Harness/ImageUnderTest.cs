using System.Diagnostics;
using System.Text;
using GraphSimulator;
using TestKit;

namespace Acceptance.Tests.Harness;

/// <summary>The container image, run by the docker client with its files under <c>/secrets</c>, on the host's network where the simulator is.</summary>
internal sealed class ImageUnderTest(SimulatedWorld world, string image) : IConnectorUnderTest
{
    private const string Mount = "/secrets";

    public Task<ConnectorOutput> SpecAsync() => DockerAsync("run", "--rm", image, "spec");

    public Task<ConnectorOutput> CheckAsync(string config) => RunAsync("check", config);

    public Task<ConnectorOutput> DiscoverAsync(string config) => RunAsync("discover", config);

    public Task<ConnectorOutput> ReadAsync(string config, string catalog, string? state = null) => RunAsync("read", config, catalog, state);

    /// <summary>Why no image can be run here; null when one can.</summary>
    public static async Task<string?> ObstacleAsync()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("SOURCE_IMAGE")))
        {
            return "SOURCE_IMAGE names no image.";
        }

        try
        {
            using var docker = Start("version", "--format", "{{.Server.Version}}");
            var errors = await docker.StandardError.ReadToEndAsync();
            await docker.WaitForExitAsync();
            return docker.ExitCode == 0 ? null : "No Docker engine answers: " + errors.Trim();
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return "There is no docker client: " + exception.Message;
        }
    }

    /// <summary>What the docker client says of the image, in the form of a template.</summary>
    public static async Task<string> InspectAsync(string image, string template)
    {
        using var docker = Start("image", "inspect", "--format", template, image);
        var answer = await docker.StandardOutput.ReadToEndAsync();
        await docker.WaitForExitAsync();
        return docker.ExitCode == 0 ? answer.Trim() : throw new InvalidOperationException($"The image {image} cannot be inspected.");
    }

    /// <summary>Runs the docker client to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var docker = Start(arguments);
        var errors = docker.StandardError.ReadToEndAsync();
        var output = await docker.StandardOutput.ReadToEndAsync();
        await docker.WaitForExitAsync();
        return (docker.ExitCode, output, await errors);
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo("docker", arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    })!;

    private async Task<ConnectorOutput> RunAsync(string command, string config, string? catalog = null, string? state = null)
    {
        using var files = new CommandFiles(config, catalog, state);
        return await DockerAsync(["run", "--rm", "--network", "host", "--volume", $"{files.Folder}:{Mount}:rw", image, command, .. files.Arguments(Mount)]);
    }

    private async Task<ConnectorOutput> DockerAsync(params string[] arguments)
    {
        using var docker = Start(arguments);
        using var output = new MemoryStream();
        var errors = docker.StandardError.ReadToEndAsync();
        await docker.StandardOutput.BaseStream.CopyToAsync(output);
        await docker.WaitForExitAsync();
        var text = await errors;
        SecretScan.Check(world, Encoding.UTF8.GetString(output.ToArray()) + text);
        return new ConnectorOutput(docker.ExitCode, output.ToArray(), text);
    }
}
