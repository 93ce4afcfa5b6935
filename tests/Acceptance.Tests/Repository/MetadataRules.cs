using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Acceptance.Tests.Repository;

/// <summary>The registry's schema of <c>metadata.yaml</c>, as far as this connector uses it: keys that have to be there, keys there are, and their values.</summary>
internal static class MetadataRules
{
    private static readonly string[] Required =
        ["name", "definitionId", "connectorType", "dockerRepository", "dockerImageTag", "license", "documentationUrl", "githubIssueLabel", "connectorSubtype", "releaseStage"];

    private static readonly string[] Allowed =
    [
        .. Required, "supportLevel", "tags", "allowedHosts", "suggestedStreams", "connectorBuildOptions", "connectorTestSuitesOptions", "externalDocumentationUrls", "maxSecondsBetweenMessages",
        "releases", "registryOverrides", "resourceRequirements", "protocolVersion", "releaseDate", "erdUrl", "icon", "supportsRefreshes", "supportsFileTransfer", "supportsDataActivation",
        "connectorIPCOptions", "ab_internal", "remoteRegistries",
    ];

    private static readonly Dictionary<string, string[]> Values = new(StringComparer.Ordinal)
    {
        ["connectorType"] = ["source", "destination"],
        ["connectorSubtype"] = ["api", "database", "datalake", "file", "custom", "message_queue", "unknown", "vectorstore"],
        ["releaseStage"] = ["alpha", "beta", "generally_available", "custom"],
        ["supportLevel"] = ["community", "certified", "archived"],
    };

    private static readonly string[] Documents =
    [
        "api_deprecations", "api_reference", "api_release_history", "authentication_guide", "data_model_reference", "developer_community", "migration_guide", "openapi_spec", "other",
        "permissions_scopes", "rate_limits", "sql_reference", "status_page",
    ];

    private static readonly string[] Jobs = ["get_spec", "check_connection", "discover_schema", "sync", "reset_connection", "connection_updater", "replicate"];
    private static readonly string[] Resources = ["cpu_request", "cpu_limit", "memory_request", "memory_limit"];

    /// <summary>Everything that is wrong, a sentence each.</summary>
    public static IEnumerable<string> Violations(JsonObject metadata)
    {
        var data = metadata["data"]!.AsObject();
        return
        [
            .. Unknown("the root", metadata, ["metadataSpecVersion", "data"]),
            .. When(metadata["metadataSpecVersion"]?.ToJsonString() != "\"1.0\"", "metadataSpecVersion is not the text 1.0."),
            .. Unknown("data", data, Allowed),
            .. Required.Where(key => data[key]?.GetValueKind() != JsonValueKind.String).Select(key => $"data.{key} is missing or no text."),
            .. Values.Where(pair => data[pair.Key] is { } value && !pair.Value.Contains(value.GetValue<string>())).Select(pair => $"data.{pair.Key} is {data[pair.Key]}."),
            .. When(!Guid.TryParseExact(data["definitionId"]?.GetValue<string>(), "D", out _), "data.definitionId is no UUID."),
            .. When(!IsUrl(data["documentationUrl"]), "data.documentationUrl is no address."),
            .. Texts(data["tags"]).Where(tag => tag.Split(':') is not [{ Length: > 0 }, { Length: > 0 }]).Select(tag => $"The tag {tag} has not the form key:value."),
            .. When(!Texts(data["tags"]).Any(tag => tag.StartsWith("language:", StringComparison.Ordinal)), "No tag names the language."),
            .. Unknown("allowedHosts", data["allowedHosts"], ["hosts"]),
            .. Unknown("suggestedStreams", data["suggestedStreams"], ["streams"]),
            .. When(data["maxSecondsBetweenMessages"] is { } limit && !IsPositive(limit), "maxSecondsBetweenMessages is not a positive whole number."),
            .. (data["externalDocumentationUrls"]?.AsArray() ?? []).SelectMany(OfDocument),
            .. OfResources(data["resourceRequirements"]),
        ];
    }

    private static IEnumerable<string> OfDocument(JsonNode? document) =>
    [
        .. Unknown("externalDocumentationUrls", document, ["title", "url", "type", "requiresLogin"]),
        .. When(document?["title"] is null || !IsUrl(document["url"]), $"A document has no title or no address: {document?.ToJsonString()}"),
        .. When(document?["type"] is { } type && !Documents.Contains(type.GetValue<string>()), $"A document is of the type {document?["type"]}."),
    ];

    private static IEnumerable<string> OfResources(JsonNode? requirements) =>
    [
        .. Unknown("resourceRequirements", requirements, ["default", "jobSpecific"]),
        .. (requirements?["jobSpecific"]?.AsArray() ?? []).SelectMany(job => (IEnumerable<string>)
        [
            .. Unknown("jobSpecific", job, ["jobType", "resourceRequirements"]),
            .. When(!Jobs.Contains(job?["jobType"]?.GetValue<string>() ?? ""), $"A job is of the type {job?["jobType"]}."),
            .. Unknown("a job", job?["resourceRequirements"], Resources),
            .. (job?["resourceRequirements"]?.AsObject() ?? []).Where(pair => pair.Value?.GetValueKind() != JsonValueKind.String).Select(pair => $"{pair.Key} of a job is no text."),
        ]),
    ];

    private static IEnumerable<string> Unknown(string where, JsonNode? node, string[] known) =>
        (node?.AsObject() ?? []).Select(pair => pair.Key).Except(known).Select(key => $"The key {key} of {where} is not known.");

    private static bool IsUrl(JsonNode? node) => Uri.TryCreate(node?.GetValue<string>(), UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps;

    private static bool IsPositive(JsonNode node) => long.TryParse(node.ToJsonString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;

    private static IEnumerable<string> Texts(JsonNode? list) => (list?.AsArray() ?? []).Select(one => one!.GetValue<string>());

    private static IEnumerable<string> When(bool wrong, string violation) => wrong ? [violation] : [];
}
