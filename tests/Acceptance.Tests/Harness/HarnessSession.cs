using System.Text.Json.Nodes;
using TestKit;

namespace Acceptance.Tests.Harness;

/// <summary>One form of the connector, with what several tests ask of it, asked once.</summary>
internal sealed class HarnessSession
{
    private readonly Lazy<Task<ConnectorOutput>> _spec;
    private readonly Lazy<Task<ConnectorOutput>> _discovered;
    private readonly Lazy<Task<ConnectorOutput>> _read;
    private readonly string _apiUrl;

    public HarnessSession(IConnectorUnderTest connector, string apiUrl)
    {
        (Connector, _apiUrl) = (connector, apiUrl);
        _spec = new(Connector.SpecAsync);
        _discovered = new(() => Connector.DiscoverAsync(Config("discovery")));
        _read = new(async () => await Connector.ReadAsync(Config("basic_read"), HarnessCatalog.FirstModes(await StreamsAsync())));
    }

    /// <summary>The connector.</summary>
    public IConnectorUnderTest Connector { get; }

    /// <summary>The answer to <c>spec</c>.</summary>
    public Task<ConnectorOutput> SpecAsync() => _spec.Value;

    /// <summary>The specification for configurations.</summary>
    public async Task<JsonObject> SpecificationAsync() => AnswerRules.Single(await SpecAsync(), "SPEC", "spec")["connectionSpecification"]!.AsObject();

    /// <summary>The answer to <c>discover</c>.</summary>
    public Task<ConnectorOutput> DiscoverAsync() => _discovered.Value;

    /// <summary>The discovered streams.</summary>
    public async Task<IReadOnlyList<JsonObject>> StreamsAsync() => (await DiscoverAsync()).Streams;

    /// <summary>What the basic read put out.</summary>
    public Task<ConnectorOutput> BasicReadAsync() => _read.Value;

    /// <summary>The configuration of a group with one test, for the simulator of this test run.</summary>
    public string Config(string group) => ConfigAt(AcceptanceConfig.Repository.Test(group)["config_path"]!.GetValue<string>());

    /// <summary>A configuration file, with the address that the simulator of this test run has.</summary>
    public string ConfigAt(string path)
    {
        var config = JsonNode.Parse(AcceptanceConfig.Read(path))!.AsObject();
        config["api_url"] = _apiUrl;
        return config.ToJsonString();
    }
}
