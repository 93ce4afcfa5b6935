using TestKit;

namespace Acceptance.Tests.Harness;

/// <summary>The connector in the form in which the harness runs it. Every command takes the content of its files.</summary>
internal interface IConnectorUnderTest
{
    /// <summary>Runs <c>spec</c>.</summary>
    Task<ConnectorOutput> SpecAsync();

    /// <summary>Runs <c>check</c>.</summary>
    Task<ConnectorOutput> CheckAsync(string config);

    /// <summary>Runs <c>discover</c>.</summary>
    Task<ConnectorOutput> DiscoverAsync(string config);

    /// <summary>Runs <c>read</c>; with a state file when there is a state.</summary>
    Task<ConnectorOutput> ReadAsync(string config, string catalog, string? state = null);
}
