using System.Text.Json.Nodes;

namespace TestKit;

/// <summary>Builds configured catalogs.</summary>
public static class CatalogBuilder
{
    /// <summary>All discovered streams, incremental where they can be.</summary>
    public static string From(ConnectorOutput discovered) => Of([.. discovered.Streams.Select(stream => (
        stream["name"]!.GetValue<string>(),
        stream["supported_sync_modes"]!.AsArray().Any(mode => mode!.GetValue<string>() == "incremental") ? "incremental" : "full_refresh"))]);

    /// <summary>These streams, incremental.</summary>
    public static string Incremental(params string[] streams) => Of([.. streams.Select(stream => (stream, "incremental"))]);

    /// <summary>These streams, full refresh.</summary>
    public static string FullRefresh(params string[] streams) => Of([.. streams.Select(stream => (stream, "full_refresh"))]);

    /// <summary>These streams, each with its sync mode.</summary>
    public static string Of(params (string Stream, string SyncMode)[] streams) => new JsonObject
    {
        ["streams"] = new JsonArray([.. streams.Select(stream => (JsonNode)new JsonObject
        {
            ["stream"] = new JsonObject { ["name"] = stream.Stream, ["json_schema"] = new JsonObject(), ["supported_sync_modes"] = new JsonArray(stream.SyncMode), ["namespace"] = null },
            ["sync_mode"] = stream.SyncMode,
            ["destination_sync_mode"] = "append",
            ["cursor_field"] = null,
        })]),
    }.ToJsonString();
}
