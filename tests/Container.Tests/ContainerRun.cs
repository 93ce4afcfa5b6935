using System.Text;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using GraphSimulator;
using TestKit;

namespace Container.Tests;

/// <summary>Runs the image against a simulator on the host, with a folder of files mounted where the caller under test mounts it.</summary>
internal sealed class ContainerRun : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("container-test-");
    private readonly SimulatedWorld _world;
    private readonly string _image;
    private readonly string _mount;
    private readonly List<Action<CreateContainerParameters>> _settings = [];
    private string[]? _entrypoint;

    public ContainerRun(ContainerImage image, SimulatedWorld world, string mount)
    {
        (_image, _world, _mount) = (image.Name, world, mount);
        // The files belong to whoever runs the tests; the container reads them as somebody else.
        File.SetUnixFileMode(_folder.FullName, (UnixFileMode)Convert.ToInt32("755", 8));
    }

    /// <summary>Puts a file into the mounted folder.</summary>
    public ContainerRun WithFile(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32("644", 8));
        return this;
    }

    /// <summary>Changes how the container is made.</summary>
    public ContainerRun With(Action<CreateContainerParameters> setting)
    {
        _settings.Add(setting);
        return this;
    }

    /// <summary>Replaces the entry point, as platforms do that start connectors through a script.</summary>
    public ContainerRun WithEntrypoint(params string[] entrypoint)
    {
        _entrypoint = entrypoint;
        return this;
    }

    /// <summary>Runs a command to its end.</summary>
    public async Task<ConnectorOutput> RunAsync(params string[] arguments)
    {
        await using var container = await StartAsync(arguments);
        return await EndAsync(container);
    }

    /// <summary>Starts a command; the container belongs to the caller.</summary>
    public async Task<IContainer> StartAsync(params string[] arguments)
    {
        var builder = new ContainerBuilder(_image)
            .WithCommand(arguments)
            .WithBindMount(_folder.FullName, _mount)
            .WithCreateParameterModifier(parameters =>
            {
                parameters.HostConfig!.NetworkMode = "host";
                foreach (var setting in _settings)
                {
                    setting(parameters);
                }
            });
        var container = (_entrypoint is null ? builder : builder.WithEntrypoint(_entrypoint)).Build();
        await container.StartAsync();
        return container;
    }

    /// <summary>Waits for the end of a container and takes its output apart.</summary>
    public async Task<ConnectorOutput> EndAsync(IContainer container)
    {
        var exitCode = await container.GetExitCodeAsync();
        var (output, errors) = await container.GetLogsAsync(timestampsEnabled: false);
        SecretScan.Check(_world, output + errors);
        return new ConnectorOutput((int)exitCode, Encoding.UTF8.GetBytes(output), errors);
    }

    /// <summary>The content of a file that the container has written into the mounted folder.</summary>
    public string Read(string name) => File.ReadAllText(Path.Combine(_folder.FullName, name));

    /// <summary>Lets the container write into the mounted folder.</summary>
    public ContainerRun WithWritableFolder()
    {
        File.SetUnixFileMode(_folder.FullName, (UnixFileMode)Convert.ToInt32("777", 8));
        return this;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
