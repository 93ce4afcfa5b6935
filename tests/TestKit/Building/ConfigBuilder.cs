using System.Text.Json.Nodes;
using GraphSimulator;

namespace TestKit;

/// <summary>Builds a configuration that talks to a simulator.</summary>
public sealed class ConfigBuilder
{
    private readonly JsonObject _config;

    /// <summary>A configuration with the token of the simulated user and nothing else.</summary>
    public ConfigBuilder(GraphSimulatorServer server)
        : this(server.BaseUrl, server.World.UserToken.Value)
    {
    }

    /// <summary>A configuration with this token and nothing else.</summary>
    public ConfigBuilder(Uri apiUrl, string token) => _config = new JsonObject
    {
        ["credentials"] = new JsonObject { ["auth_type"] = "access_token", ["access_token"] = token },
        ["api_url"] = apiUrl.ToString(),
    };

    /// <summary>Sets a key to a JSON value.</summary>
    public ConfigBuilder With(string key, JsonNode? value)
    {
        _config[key] = value;
        return this;
    }

    /// <summary>Sets a key to a list of texts.</summary>
    public ConfigBuilder WithList(string key, params string[] values) => With(key, new JsonArray([.. values.Select(value => (JsonNode)value)]));

    /// <summary>Sets a key of the credentials.</summary>
    public ConfigBuilder WithCredential(string key, JsonNode? value)
    {
        _config["credentials"]![key] = value;
        return this;
    }

    /// <summary>Replaces the credentials by tokens of Pages.</summary>
    public ConfigBuilder WithPageTokens(params (string PageId, string Token)[] tokens)
    {
        _config["credentials"] = new JsonObject
        {
            ["auth_type"] = "page_access_tokens",
            ["page_tokens"] = new JsonArray([.. tokens.Select(token => (JsonNode)new JsonObject { ["page_id"] = token.PageId, ["access_token"] = token.Token })]),
        };
        return this;
    }

    /// <summary>The configuration as JSON.</summary>
    public override string ToString() => _config.ToJsonString();
}
