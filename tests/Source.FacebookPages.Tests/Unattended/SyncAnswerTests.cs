using System.Text.Json.Nodes;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Source.FacebookPages.Unattended;

namespace Source.FacebookPages.Tests.Unattended;

public sealed class SyncAnswerTests
{
    private static readonly StreamResult Complete = new("page_insights_1", StreamStatus.Complete, 3, []);
    private static readonly StreamResult Incomplete = new("page_insights_2", StreamStatus.Incomplete, 0, []);
    private static readonly WrittenFile File = new("page_insights_1", "s3://b/page_insights_1/r/part-00000.jsonl.gz", 3, 100);

    [Fact]
    public void It_has_every_key_of_the_contract_whatever_there_is_to_say()
    {
        var answer = JsonNode.Parse(new SyncAnswer("r", "c").Write().Span)!.AsObject();

        Assert.Equal(["status", "run_id", "connection", "has_more", "retry_after_seconds", "streams", "files", "manifest", "errors"], answer.Select(pair => pair.Key));
        Assert.Equal("succeeded", answer["status"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(false, false, false, "succeeded")]
    [InlineData(true, false, false, "incomplete")]
    [InlineData(false, true, false, "incomplete")]
    [InlineData(false, false, true, "failed")]
    [InlineData(true, true, true, "failed")]
    public void Its_status_is_the_worst_of_what_it_says(bool hasMore, bool hasIncompleteStream, bool hasError, string expected)
    {
        var answer = new SyncAnswer("r", "c")
        {
            HasMore = hasMore,
            Streams = hasIncompleteStream ? [Complete, Incomplete] : [Complete],
            Errors = hasError ? [new RunFailure("No.")] : [],
        };

        Assert.Equal(expected, JsonNode.Parse(answer.Write().Span)!["status"]!.GetValue<string>());
    }

    [Fact]
    public void One_that_would_be_too_large_keeps_what_is_wrong_and_leaves_the_rest_to_the_manifest()
    {
        var answer = new SyncAnswer("r", "c")
        {
            HasMore = true,
            RetryAfterSeconds = 7,
            Manifest = "s3://b/_manifests/r.json",
            Streams = [.. Enumerable.Repeat(Complete, 2000), Incomplete],
            Files = [.. Enumerable.Repeat(File, 2000)],
            Errors = [.. Enumerable.Repeat(new RunFailure("No."), 300)],
        };

        var cut = answer.WriteWithin(100_000);

        Assert.InRange(cut.Length, 1, 100_000);
        var json = JsonNode.Parse(cut.Span)!;
        Assert.Equal(("failed", true, 7), (json["status"]!.GetValue<string>(), json["has_more"]!.GetValue<bool>(), json["retry_after_seconds"]!.GetValue<int>()));
        Assert.Equal("page_insights_2", Assert.Single(json["streams"]!.AsArray())!["name"]!.GetValue<string>());
        Assert.Empty(json["files"]!.AsArray());
        Assert.Equal(100, json["errors"]!.AsArray().Count);
        Assert.Equal(answer.Write().ToArray(), answer.WriteWithin(10_000_000).ToArray());
    }
}
