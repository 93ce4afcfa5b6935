using Airbyte.Cdk;
using Airbyte.Protocol;
using Facebook.Graph;
using Source.FacebookPages.Drift;
using Source.FacebookPages.Pages;
using Source.FacebookPages.Reporting;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.Pages;

public sealed class PagePartitionTests
{
    [Fact]
    public async Task A_Page_becomes_one_record_under_the_names_of_Graph()
    {
        using var story = new Reading(
            _ => GraphAnswer.Ok("""{"name":"Caf\u00e9 \ud83d\ude00","fan_count":12345678901234567890,"location":{"city":"S\u00e3o Paulo","latitude":-23.50},"link":"https:\/\/www.facebook.com\/x","about":null,"id":"1"}"""),
            "name", "fan_count", "location", "link", "about", "website", "tasks");

        var line = Assert.Single(await story.ReadAsync());

        Assert.Equal(
            """{"page_id":"1","name":"Café 😀","fan_count":12345678901234567890,"location":{"city":"São Paulo","latitude":-23.50},"link":"https://www.facebook.com/x","about":null,"tasks":["ANALYZE"]}""",
            line.Replace("\\uD83D\\uDE00", "😀", StringComparison.Ordinal));
        var call = Assert.Single(story.Graph.Server.Calls);
        Assert.Equal("name,fan_count,location,link,about,website", call.Parameters["fields"]);
        Assert.Equal("EAAPAGE1", call.Token);
    }

    [Fact]
    public async Task A_token_never_gets_into_a_record_and_neither_does_what_nobody_asked_for()
    {
        using var story = new Reading(_ => GraphAnswer.Ok("""{"id":"900","page_id":"800","access_token":"EAAPAGE1","name":"n","surprise":1}"""), "name", "access_token", "page_id", "id");

        Assert.Equal("""{"page_id":"1","name":"n"}""", Assert.Single(await story.ReadAsync()));
        Assert.Equal("name", story.Graph.Server.Calls[0].Parameters["fields"]);
    }

    [Fact]
    public async Task Without_any_field_to_ask_for_the_Page_is_still_asked_for_and_written()
    {
        using var story = new Reading(_ => GraphAnswer.Ok("""{"id":"1"}"""), "tasks");

        Assert.Equal("""{"page_id":"1","tasks":["ANALYZE"]}""", Assert.Single(await story.ReadAsync()));
        Assert.Equal("id", story.Graph.Server.Calls[0].Parameters["fields"]);
    }

    [Fact]
    public async Task A_field_that_Facebook_does_not_have_is_left_out_Page_by_Page_with_one_warning()
    {
        using var story = new Reading(
            call => call.Parameters["fields"].Split(',').FirstOrDefault(field => field is "genre" or "network") is { } bad ? GraphAnswer.UnknownField(bad) : GraphAnswer.Ok("""{"name":"n","id":"1"}"""),
            "name", "genre", "network");

        Assert.Equal("""{"page_id":"1","name":"n"}""", Assert.Single(await story.ReadAsync()));
        await story.ReadAsync("2");

        Assert.Equal(
            ["name,genre,network", "name,network", "name", "name,genre,network", "name,network", "name"],
            story.Graph.Server.Calls.Select(call => call.Parameters["fields"]));
        Assert.Equal(2, story.Graph.Log.Warnings.Count);
        Assert.Contains("genre", story.Graph.Log.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_that_is_refused_although_nobody_asked_for_it_any_more_ends_in_a_failure_and_not_in_a_circle()
    {
        var calls = 0;
        using var story = new Reading(_ => calls++ < 20 ? GraphAnswer.UnknownField("genre") : GraphAnswer.Ok("""{"id":"1"}"""), "name", "genre");

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => story.ReadAsync());

        // With both fields, without the refused one, and without any: then nothing is left to leave out.
        Assert.Equal(3, calls);
        Assert.Contains("genre", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_that_was_never_asked_for_is_no_reason_to_ask_for_ever()
    {
        using var story = new Reading(_ => GraphAnswer.UnknownField("other"), "name");

        await Assert.ThrowsAsync<ConnectorException>(() => story.ReadAsync());

        Assert.Equal(["name", "id"], story.Graph.Server.Calls.Select(call => call.Parameters["fields"]));
        Assert.Equal(1, story.Report.Failed);
    }

    [Fact]
    public async Task The_row_of_a_lost_Page_stays_with_what_the_list_says_of_it()
    {
        using var story = new Reading(_ => GraphAnswer.RoleLost, "name", "fan_count", "tasks");

        Assert.Equal("""{"page_id":"1","name":"Blue Door Coffee","tasks":["ANALYZE"]}""", Assert.Single(await story.ReadAsync()));
        Assert.Contains("code 190, subcode 492", Assert.Single(story.Graph.Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_Page_fails_whoever_wants_it_to_fail()
    {
        using var story = new Reading(_ => GraphAnswer.RoleLost, "name") { FailOnLoss = true };

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => story.ReadAsync());

        Assert.Equal(FailureType.ConfigError, failure.FailureType);
        Assert.Equal("page_id=1 code=190 subcode=492 fbtrace_id=Atrace", failure.InternalMessage);
        Assert.Equal(1, story.Report.Failed);
    }

    [Fact]
    public async Task A_fault_that_stays_names_the_Page_and_the_fields()
    {
        using var story = new Reading(_ => GraphAnswer.Fault, "name", "fan_count");

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => story.ReadAsync());

        Assert.Equal(FailureType.TransientError, failure.FailureType);
        Assert.StartsWith("Page 1 (Blue Door Coffee): its fields could not be read, after 3 attempt(s):", failure.Message, StringComparison.Ordinal);
        Assert.StartsWith("page_id=1 fields=name,fan_count ", failure.InternalMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[{}]")]
    public async Task An_answer_that_is_no_Page_is_tried_again_and_then_a_failure(string body)
    {
        using var story = new Reading(_ => GraphAnswer.Ok(body), "name");

        await Assert.ThrowsAsync<ConnectorException>(() => story.ReadAsync());

        Assert.Equal(3, story.Graph.Server.Calls.Count);
    }

    [Fact]
    public void The_state_of_the_stream_says_that_there_is_nothing_to_resume_by()
    {
        var stream = new PagesStream("pages", [], IsContinued: false);

        stream.State.Set("1", new NoState());

        Assert.Equal("""{"__ab_no_cursor_state_message":true}""", Json.TextOf(stream.State));
        Assert.Equal(1, stream.State.PartCount);
    }

    private sealed record NoState : IPartitionState;

    private sealed class Reading : IDisposable
    {
        private readonly PageCaller _caller;
        private readonly PageFieldSet _fields;

        public Reading(Func<GraphCall, GraphAnswer> answer, params string[] fields)
        {
            Graph = new GraphStory(answer);
            _caller = new PageCaller(Graph.Client, Graph.Edges, null, false, Graph.Redactor, Graph.Log);
            _fields = new PageFieldSet(fields, Graph.Log);
        }

        public GraphStory Graph { get; }

        public RunReport Report { get; } = new();

        public Sightings Sightings { get; } = new(keepsFindings: false);

        public bool FailOnLoss { get; init; }

        public async Task<IReadOnlyList<string>> ReadAsync(string id = "1")
        {
            var page = new Page(id, "Blue Door Coffee", new AccessToken($"EAAPAGE{id}"), ["ANALYZE"]);
            var output = new Lines();
            var partition = new PagePartition(_caller, page, "pages", _fields, FailOnLoss, Report, Sightings, Graph.Log);
            Assert.Equal(id, partition.Key);
            await partition.ReadAsync(output, TestContext.Current.CancellationToken);
            return output.Taken;
        }

        public void Dispose()
        {
            _caller.Dispose();
            Graph.Dispose();
        }
    }

    private sealed class Lines : IPartitionOutput
    {
        public List<string> Taken { get; } = [];

        public ValueTask EmitAsync(RecordBatch batch, CancellationToken cancellationToken)
        {
            using (batch)
            {
                Assert.Equal("pages", batch.Stream);
                Taken.AddRange(batch.Texts());
            }

            return ValueTask.CompletedTask;
        }

        public ValueTask CheckpointAsync(IPartitionState state, CancellationToken cancellationToken) => throw new InvalidOperationException("There is nothing to resume by.");

        public void RateLimited(DateTimeOffset until) => throw new InvalidOperationException("Nothing waits.");
    }
}
