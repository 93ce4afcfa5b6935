using System.Diagnostics;
using DotNet.Testcontainers.Configurations;
using TestKit;

namespace Container.Tests;

/// <summary>
/// The image under test: <c>SOURCE_IMAGE</c>, or one built from the Dockerfile, with <c>SDK_IMAGE</c> and <c>BASE_IMAGE</c> as its base images when they are set. Where no Docker engine answers,
/// the tests are skipped with the reason, unless <c>REQUIRE_CONTAINERS</c> is set.
/// </summary>
public sealed class ContainerImage : IAsyncLifetime
{
    private string? _obstacle;
    private string _name = "";

    /// <summary>The name of the image. Whoever wants it where no Docker engine answers is skipped; a fixture itself can't be.</summary>
    public string Name
    {
        get
        {
            if (_obstacle is { } obstacle)
            {
                Assert.SkipWhen(Environment.GetEnvironmentVariable("REQUIRE_CONTAINERS") is null, obstacle);
                Assert.Fail(obstacle + " And REQUIRE_CONTAINERS is set.");
            }

            return _name;
        }
    }

    /// <summary>The base image that <see cref="Name"/> was built on, where it is known.</summary>
    public static string? Base => Environment.GetEnvironmentVariable("BASE_IMAGE");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var (exitCode, version) = await DockerAsync("version", "--format", "{{.Server.APIVersion}}");
        if (exitCode != 0)
        {
            _obstacle = "No Docker engine answers: " + version.Trim();
            return;
        }

        // An engine that is older than the client library has to be spoken to in its own version; the library reads the variable when it is first used.
        Environment.SetEnvironmentVariable("DOCKER_API_VERSION", version.Trim());
        // The reaper is an image of its own, which need not be there; every container here is removed by its test.
        TestcontainersSettings.ResourceReaperEnabled = false;
        _name = Environment.GetEnvironmentVariable("SOURCE_IMAGE") ?? await BuildAsync();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Runs the docker client; answers its exit code and all that it said.</summary>
    public static async Task<(int ExitCode, string Output)> DockerAsync(params string[] arguments)
    {
        try
        {
            using var docker = Process.Start(new ProcessStartInfo("docker", arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
                UseShellExecute = false,
                WorkingDirectory = PublishedConnector.RepositoryRoot(),
            })!;
            docker.StandardInput.Close();
            var errors = docker.StandardError.ReadToEndAsync();
            var output = await docker.StandardOutput.ReadToEndAsync();
            await docker.WaitForExitAsync();
            return (docker.ExitCode, docker.ExitCode == 0 ? output : output + await errors);
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return (127, exception.Message);
        }
    }

    private static async Task<string> BuildAsync()
    {
        const string Tag = "source-facebook-pages-insights:test";
        List<string> arguments = ["build", "--tag", Tag];
        foreach (var variable in new[] { "SDK_IMAGE", "BASE_IMAGE" })
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } image)
            {
                arguments.AddRange(["--build-arg", $"{variable}={image}"]);
            }
        }

        var (exitCode, output) = await DockerAsync([.. arguments, "."]);
        return exitCode == 0 ? Tag : throw new InvalidOperationException("The image could not be built: " + output);
    }
}
