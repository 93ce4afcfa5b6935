using TestKit;
using System.Text.Json.Nodes;

namespace Source.FacebookPages.Tests.EndToEnd.Unattended;

/// <summary>What an operator does to the stored state.</summary>
public sealed class StateCommandTests
{
    [Fact]
    public async Task Show_answers_the_state_as_it_is_stored()
    {
        await using var story = await SyncStory.StartAsync(pages: 2);
        var run = await story.SyncAsync();

        var outcome = await story.StateAsync("show");

        Assert.Equal((0, "succeeded"), (outcome.ExitCode, outcome.Status));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(story.State), outcome.Answer["state"]));
        Assert.Equal(
            ["pages ", "metric_availability ", SyncStory.StreamOf(1) + " 2026-11-22T08:00:00Z", SyncStory.StreamOf(2) + " 2026-11-22T08:00:00Z"],
            outcome.Answer["streams"]!.AsArray().Select(stream => $"{stream!["name"]} {stream["end_time"]}"));
        Assert.All(outcome.Answer["state"]!.AsArray(), entry => Assert.Equal(run.RunId, entry!["written_by"]!["all"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Show_of_nothing_is_an_empty_list()
    {
        await using var story = await SyncStory.StartAsync();

        var outcome = await story.StateAsync("show");

        Assert.Equal((0, "[]"), (outcome.ExitCode, outcome.Answer["state"]!.ToJsonString()));
    }

    [Fact]
    public async Task Reset_of_a_stream_lets_it_be_read_anew_alone()
    {
        await using var story = await SyncStory.StartAsync(pages: 2, days: 30);
        await story.SyncAsync();

        var outcome = await story.StateAsync("reset", "--stream", SyncStory.StreamOf(2));

        Assert.Equal([SyncStory.StreamOf(2)], outcome.Answer["streams"]!.AsArray().Select(stream => stream!["name"]!.GetValue<string>()));
        var next = await story.SyncAsync();
        Assert.Equal([14L, 60L], next.Streams.Where(stream => StreamNames.IsInsights(stream.Name)).Select(stream => stream.Records));
    }

    [Fact]
    public async Task Reset_without_a_stream_begins_anew_and_the_history_has_what_was_there()
    {
        await using var story = await SyncStory.StartAsync(pages: 2, days: 30);
        await story.SyncAsync();

        await story.StateAsync("reset");

        var next = await story.SyncAsync();
        Assert.Equal([60L, 60L], next.Streams.Where(stream => StreamNames.IsInsights(stream.Name)).Select(stream => stream.Records));
        Assert.Equal(3, Directory.GetFiles(Path.Combine(story.StateFolder, SyncStory.Connection, "history")).Length);
    }

    [Theory]
    [InlineData("per_page")]
    [InlineData("combined")]
    public async Task Rewind_lets_the_last_days_be_read_again_beyond_the_lookback(string layout)
    {
        await using var story = await SyncStory.StartAsync(pages: 2, days: 60);
        story.Config.With("stream_layout", layout);
        await story.SyncAsync();

        var outcome = await story.StateAsync("rewind", "--days", "20");

        Assert.Equal((0, "succeeded"), (outcome.ExitCode, outcome.Status));
        Assert.All(outcome.Answer["streams"]!.AsArray(), stream => Assert.Equal("2026-11-02T08:00:00Z", stream!["end_time"]!.GetValue<string>()));
        var next = await story.SyncAsync();
        Assert.Equal(2 * 2 * (20 + 7), next.Streams.Where(stream => StreamNames.IsInsights(stream.Name)).Sum(stream => stream.Records));
        story.AssertTruth();
    }

    [Fact]
    public async Task Rewind_beyond_the_first_day_reads_everything_again()
    {
        await using var story = await SyncStory.StartAsync(pages: 1, days: 30);
        await story.SyncAsync();

        await story.StateAsync("rewind", "--days", "400", "--stream", SyncStory.StreamOf(1));

        Assert.Contains((await story.SyncAsync()).Streams, stream => stream == (SyncStory.StreamOf(1), "COMPLETE", 60));
    }

    [Theory]
    [InlineData("reset", "")]
    [InlineData("rewind", "--days 3")]
    [InlineData("show", "")]
    public async Task A_stream_without_a_state_is_an_error_that_names_those_that_have_one(string action, string more)
    {
        await using var story = await SyncStory.StartAsync(pages: 1);
        await story.SyncAsync();
        var before = story.State;

        var outcome = await story.StateAsync(action, ["--stream", "page_insights_7", .. more.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal((1, "failed"), (outcome.ExitCode, outcome.Status));
        Assert.Contains("has no state of a stream page_insights_7. It has: pages, metric_availability, " + SyncStory.StreamOf(1), Assert.Single(outcome.Errors)["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(before, story.State);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("99999")]
    public async Task A_number_of_days_that_makes_no_sense_is_refused(string days)
    {
        await using var story = await SyncStory.StartAsync(pages: 1);

        var outcome = await story.StateAsync("rewind", "--days=" + days);

        Assert.Contains("--days must be a whole number from 1 to 36500.", Assert.Single(outcome.Errors)["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_that_was_put_there_by_hand_is_gone_on_from()
    {
        await using var story = await SyncStory.StartAsync(pages: 1, days: 60);
        Directory.CreateDirectory(Path.Combine(story.StateFolder, SyncStory.Connection));
        await File.WriteAllTextAsync(
            Path.Combine(story.StateFolder, SyncStory.Connection, "state.json"),
            """{"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"STREAM"},"stream_state":{"end_time":"2026-11-12T08:00:00Z"}}}}""".Replace("\"STREAM\"}", $"\"{SyncStory.StreamOf(1)}\"}}", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        var outcome = await story.StateAsync("rewind", "--days", "1");
        Assert.Equal("2026-11-11T08:00:00Z", outcome.Answer["streams"]![0]!["end_time"]!.GetValue<string>());

        Assert.Contains((await story.SyncAsync()).Streams, stream => stream == (SyncStory.StreamOf(1), "COMPLETE", 2 * (11 + 7)));
    }
}
