using GraphSimulator;
using TestKit;

namespace Acceptance.Tests.Harness;

/// <summary>The published executable as a process, with its files in a folder that is removed after each command.</summary>
internal sealed class BinaryUnderTest(SimulatedWorld world) : IConnectorUnderTest
{
    public Task<ConnectorOutput> SpecAsync() => PublishedConnector.RunAsync(world, "spec");

    public Task<ConnectorOutput> CheckAsync(string config) => RunAsync("check", config);

    public Task<ConnectorOutput> DiscoverAsync(string config) => RunAsync("discover", config);

    public Task<ConnectorOutput> ReadAsync(string config, string catalog, string? state = null) => RunAsync("read", config, catalog, state);

    private async Task<ConnectorOutput> RunAsync(string command, string config, string? catalog = null, string? state = null)
    {
        using var files = new CommandFiles(config, catalog, state);
        return await PublishedConnector.RunAsync(world, [command, .. files.Arguments(files.Folder)]);
    }
}
