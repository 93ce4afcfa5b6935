using System.Text.Json.Nodes;

namespace Deploy.Tests.StateMachines;

/// <summary>Answers of the connector, in the forms that <c>sync</c> and <c>plan</c> promise.</summary>
internal static class Answers
{
    /// <summary>Everything is read.</summary>
    public static JsonObject Succeeded => Sync("succeeded", hasMore: false, retryAfter: null);

    /// <summary>Stopped in time.</summary>
    public static JsonObject More(int? retryAfter = null) => Sync("incomplete", hasMore: true, retryAfter);

    /// <summary>Something is missing, and calling again would not bring it.</summary>
    public static JsonObject Incomplete => Sync("incomplete", hasMore: false, retryAfter: null);

    /// <summary>A stream failed.</summary>
    public static JsonObject Failed
    {
        get
        {
            var answer = Sync("failed", hasMore: false, retryAfter: null);
            answer["errors"] = new JsonArray(new JsonObject { ["stream"] = "page_insights_100", ["page_id"] = "100", ["code"] = 190, ["message"] = "The token has expired." });
            return answer;
        }
    }

    /// <summary>The event was wrong: nothing but the errors.</summary>
    public static JsonObject BadEvent => new() { ["status"] = "failed", ["errors"] = new JsonArray(new JsonObject { ["message"] = "'connection' is missing." }) };

    /// <summary>A plan for so many Pages, each with an id of the usual length.</summary>
    public static JsonObject Plan(int pages, int pagesPerWorker)
    {
        var shards = Enumerable.Range(0, pages).Chunk(pagesPerWorker).ToList();
        return new JsonObject
        {
            ["shards"] = new JsonArray([.. shards.Select((shard, index) => new JsonObject
            {
                ["pages_shard"] = $"{index + 1}/{shards.Count}",
                ["page_ids"] = new JsonArray([.. shard.Select(page => JsonValue.Create($"{100_000_000_000_000L + page}"))]),
            })]),
        };
    }

    /// <summary>An answer that names so many streams and files, as a shard of so many Pages does.</summary>
    public static JsonObject Long(int pages, int periods, int partsOfEach)
    {
        var answer = More();
        var names = Enumerable.Range(0, pages).SelectMany(page => Enumerable.Range(0, periods).Select(period => $"page_insights_{100_000_000_000_000L + page}_{new[] { "day", "week", "days_28" }[period]}")).ToList();
        answer["streams"] = new JsonArray([.. names.Select(name => new JsonObject { ["name"] = name, ["status"] = "INCOMPLETE", ["records"] = 123_456 })]);
        answer["files"] = new JsonArray([.. names.SelectMany(name => Enumerable.Range(0, partsOfEach).Select(part =>
            JsonValue.Create($"s3://a-bucket-with-a-rather-long-name-for-insights/data/{name}/20261126T060000Z-0f9a1b2c3d4e5f60/part-{part:00000}.jsonl.gz")))]);
        return answer;
    }

    private static JsonObject Sync(string status, bool hasMore, int? retryAfter) => new()
    {
        ["status"] = status,
        ["run_id"] = "20261126T060000Z-0f9a1b2c",
        ["connection"] = "facebook-pages",
        ["has_more"] = hasMore,
        ["retry_after_seconds"] = retryAfter,
        ["streams"] = new JsonArray(),
        ["files"] = new JsonArray(),
        ["manifest"] = "s3://bucket/data/_manifests/20261126T060000Z-0f9a1b2c.json",
        ["errors"] = new JsonArray(),
    };
}
