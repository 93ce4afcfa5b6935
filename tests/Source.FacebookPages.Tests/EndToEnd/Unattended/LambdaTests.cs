using System.Text;
using System.Text.Json.Nodes;
using Airbyte.Cdk;
using Source.FacebookPages.Aws.Lambda;
using TestKit;

namespace Source.FacebookPages.Tests.EndToEnd.Unattended;

/// <summary>The connector as a Lambda function, invoked through a Runtime API on loopback.</summary>
public sealed class LambdaTests
{
    [Fact]
    public async Task Sync_answers_as_the_command_line_does_and_writes_its_figures_for_CloudWatch()
    {
        await using var lambda = await Function.StartAsync(pages: 3, days: 20);

        var answer = await lambda.AnswerAsync(lambda.SyncEvent());

        Assert.Equal("succeeded", answer["status"]!.GetValue<string>());
        lambda.Story.AssertTruth();
        var log = lambda.Logs[0];
        Assert.Equal(answer["run_id"]!.GetValue<string>(), log["run_id"]!.GetValue<string>());
        Assert.NotNull(log["request_id"]);
        Assert.StartsWith("Root=1-", log["trace_id"]!.GetValue<string>(), StringComparison.Ordinal);

        var figures = lambda.Metrics[0];
        var definition = Assert.Single(figures["_aws"]!["CloudWatchMetrics"]!.AsArray())!;
        Assert.Equal("FacebookPagesInsights", definition["Namespace"]!.GetValue<string>());
        Assert.Equal("""[["connection"]]""", definition["Dimensions"]!.ToJsonString());
        // Every metric that is declared is there as a number, as CloudWatch wants it.
        Assert.All(definition["Metrics"]!.AsArray(), metric => Assert.All(Numbers(figures[metric!["Name"]!.GetValue<string>()]!), number => Assert.True(number >= 0)));
        Assert.Equal((3 * 2 * 20) + 3 + (3 * 2), figures["records"]!.GetValue<int>());
        Assert.Equal(lambda.Story.Journal.Entries.Count, figures["requests"]!.GetValue<int>());
        Assert.Equal(5, figures["files"]!.GetValue<int>());
        Assert.Equal(0, figures["errors"]!.GetValue<int>());
        Assert.Equal(SyncStory.Connection, figures["connection"]!.GetValue<string>());
        Assert.Equal((3, 0, 0), (figures["pages_done"]!.GetValue<int>(), figures["pages_skipped"]!.GetValue<int>(), figures["pages_failed"]!.GetValue<int>()));
        Assert.Equal([0, 0, 0], Numbers(figures["newest_day_lag_days"]!));
        Assert.Equal(lambda.Story.Journal.Entries.Count, Numbers(figures["request_duration"]!).Length);
        Assert.True(figures["bytes_received"]!.GetValue<int>() > 1000);
    }

    [Fact]
    public async Task Requests_are_counted_for_CloudWatch_by_what_they_read_and_how_they_ended()
    {
        await using var lambda = await Function.StartAsync(pages: 3, days: 20, speed: 200);
        lambda.Story.World.Faults.Add(GraphSimulator.Faults.Fault.Answer(GraphSimulator.Faults.GraphErrors.Unavailable) with { Edge = "insights", Times = 2 });

        await lambda.AnswerAsync(lambda.SyncEvent());

        var counts = lambda.Metrics.Skip(1).ToDictionary(
            line => $"{line["edge"]!.GetValue<string>()} {line["outcome"]!.GetValue<string>()}", line => line["requests"]!.GetValue<int>());
        var journal = lambda.Story.Journal.Entries;
        var expected = journal.GroupBy(entry => $"{(entry.Edge.Length == 0 ? "node" : entry.Edge)} {(entry.Fault is null ? "ok" : "transient")}").ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(2, expected["insights transient"]);
        Assert.Equivalent(expected, counts, strict: true);
        Assert.All(lambda.Metrics.Skip(1), line => Assert.Equal("""[["connection","edge","outcome"]]""", line["_aws"]!["CloudWatchMetrics"]![0]!["Dimensions"]!.ToJsonString()));
        Assert.All(lambda.Metrics, line => Assert.Equal(lambda.Metrics[0]["run_id"]!.GetValue<string>(), line["run_id"]!.GetValue<string>()));
    }

    [Fact]
    public async Task The_other_commands_answer_with_the_protocols_messages_and_the_plan()
    {
        await using var lambda = await Function.StartAsync(pages: 3, days: 20);
        var config = JsonNode.Parse(lambda.Story.Config.ToString())!;

        var spec = await lambda.AnswerAsync(new JsonObject { ["command"] = "spec" });
        var check = await lambda.AnswerAsync(new JsonObject { ["command"] = "check", ["config"] = config.DeepClone() });
        var discover = await lambda.AnswerAsync(new JsonObject { ["command"] = "discover", ["config"] = config.DeepClone() });
        var plan = await lambda.AnswerAsync(new JsonObject { ["command"] = "plan", ["config"] = config.DeepClone(), ["workers"] = 2 });

        Assert.Equal("SPEC", spec["type"]!.GetValue<string>());
        Assert.Equal("SUCCEEDED", check["connectionStatus"]!["status"]!.GetValue<string>());
        Assert.Equal(5, discover["catalog"]!["streams"]!.AsArray().Count);
        Assert.Equal(["1/2", "2/2"], plan["shards"]!.AsArray().Select(shard => shard!["pages_shard"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_wrong_configuration_fails_the_check_and_is_an_answer_of_the_others()
    {
        await using var lambda = await Function.StartAsync();
        var config = new JsonObject { ["credentials"] = new JsonObject { ["auth_type"] = "access_token" }, ["window_days"] = 1000 };

        var check = await lambda.AnswerAsync(new JsonObject { ["command"] = "check", ["config"] = config.DeepClone() });
        var sync = await lambda.AnswerAsync(lambda.SyncEvent(config));

        Assert.Equal("FAILED", check["connectionStatus"]!["status"]!.GetValue<string>());
        Assert.Equal("failed", sync["status"]!.GetValue<string>());
        var message = Assert.Single(sync["errors"]!.AsArray())!["message"]!.GetValue<string>();
        Assert.Contains("access_token is missing", message, StringComparison.Ordinal);
        Assert.Contains("window_days", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"command":"sync"}""", 4)]
    [InlineData("""{"command":"dance"}""", 1)]
    [InlineData("""{"command":"sync","config":"EAAsecret","connection":"../x","state_registry":"s3://","output":7}""", 4)]
    [InlineData("[]", 1)]
    [InlineData("{", 1)]
    public async Task A_bad_event_is_an_answer_that_names_every_mistake(string @event, int mistakes)
    {
        await using var lambda = await Function.StartAsync();

        var answer = await lambda.AnswerAsync(@event);

        Assert.Equal("failed", answer["status"]!.GetValue<string>());
        Assert.Equal(mistakes, answer["errors"]!.AsArray().Count);
        Assert.DoesNotContain("EAAsecret", answer.ToJsonString(), StringComparison.Ordinal);
        // The next invocation is served as if nothing had been.
        Assert.Equal("succeeded", (await lambda.AnswerAsync(lambda.SyncEvent()))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Nothing_of_one_invocation_is_there_for_the_next()
    {
        await using var lambda = await Function.StartAsync(pages: 2, days: 20);
        lambda.Story.World.Pages[SyncStory.PageId(2)].Loss = GraphSimulator.Pages.PageLoss.RoleLost;
        var first = await lambda.AnswerAsync(lambda.SyncEvent());
        Assert.Contains(first["streams"]!.AsArray(), stream => stream!["status"]!.GetValue<string>() == "INCOMPLETE");
        var calls = lambda.Story.Journal.Entries.Count;

        lambda.Story.World.Pages[SyncStory.PageId(2)].Loss = GraphSimulator.Pages.PageLoss.None;
        var second = await lambda.AnswerAsync(lambda.SyncEvent());
        var stranger = JsonNode.Parse(lambda.Story.Config.ToString())!.AsObject();
        stranger["credentials"]!["access_token"] = "EAAsomebodyelse";
        var third = await lambda.AnswerAsync(lambda.SyncEvent(stranger));

        Assert.All(second["streams"]!.AsArray(), stream => Assert.Equal("COMPLETE", stream!["status"]!.GetValue<string>()));
        lambda.Story.AssertTruth();
        // The Pages were listed anew, and the stranger got nothing of what came before.
        Assert.Contains(lambda.Story.Journal.Entries.Skip(calls), call => call.Edge == "accounts");
        Assert.Equal(190, third["errors"]![0]!["code"]!.GetValue<int>());
    }

    [Fact]
    public async Task It_stops_in_time_before_the_deadline_and_the_next_invocations_go_on()
    {
        await using var lambda = await Function.StartAsync(pages: 12, days: 200, speed: 20);
        lambda.Story.Config.With("window_days", 5).With("concurrency", 2);
        lambda.Story.World.Latency = TimeSpan.FromMilliseconds(50);
        List<JsonObject> answers = [];
        do
        {
            var deadline = lambda.Story.Clock.GetUtcNow().AddSeconds(60);
            answers.Add(await lambda.AnswerAsync(lambda.SyncEvent(), deadline));
            // How long storing takes is the machine's matter; that reading ended in time for it is not.
            Assert.All(lambda.Story.Journal.Entries, call => Assert.True(call.At < deadline, "A call was made after the deadline."));
            Assert.True(answers.Count < 300);
        }
        while (answers[^1]["has_more"]!.GetValue<bool>());

        Assert.InRange(answers.Count, 2, 300);
        Assert.All(answers.SkipLast(1), answer => Assert.Equal("incomplete", answer["status"]!.GetValue<string>()));
        Assert.Equal("succeeded", answers[^1]["status"]!.GetValue<string>());
        lambda.Story.AssertTruth();
    }

    [Fact]
    public async Task A_catalog_may_stand_in_the_event()
    {
        await using var lambda = await Function.StartAsync(pages: 3, days: 5);
        var @event = lambda.SyncEvent();
        @event["catalog"] = JsonNode.Parse(CatalogBuilder.Incremental(SyncStory.StreamOf(2)));

        var answer = await lambda.AnswerAsync(@event);

        Assert.Equal([SyncStory.StreamOf(2)], answer["streams"]!.AsArray().Select(stream => stream!["name"]!.GetValue<string>()));
    }

    private static double[] Numbers(JsonNode node) => node is JsonArray array ? [.. array.Select(number => number!.GetValue<double>())] : [node.GetValue<double>()];

    /// <summary>A function in the test's own process.</summary>
    private sealed class Function : IAsyncDisposable
    {
        private readonly RuntimeApiServer _api;
        private readonly MemoryStream _output = new();
        private readonly MemoryStream _error = new();
        private readonly CancellationTokenSource _shutdown = new();
        private readonly Task<int> _running;

        private Function(SyncStory story, RuntimeApiServer api)
        {
            Story = story;
            _api = api;
            var surroundings = new Surroundings(story.Run.OpenStore, story.Run.Secrets);
            _running = LambdaHost.RunAsync(new FacebookPagesSource(surroundings), surroundings, api.Authority, new HostEnvironment
            {
                Output = Stream.Synchronized(_output),
                Error = Stream.Synchronized(_error),
                Time = story.Clock,
                Variable = _ => null,
                ReadFile = path => throw new FileNotFoundException(path),
                ReaderIsGone = () => false,
                Signal = new Shutdown(_shutdown.Token),
            });
        }

        public SyncStory Story { get; }

        public IReadOnlyList<JsonObject> Logs => Lines(_error);

        public IReadOnlyList<JsonObject> Metrics => Lines(_output);

        public static async Task<Function> StartAsync(int pages = 2, int days = 10, double? speed = null) =>
            new(await SyncStory.StartAsync(pages, days, speed), await RuntimeApiServer.StartAsync());

        public JsonObject SyncEvent(JsonNode? config = null) => new()
        {
            ["config"] = (config ?? JsonNode.Parse(Story.Config.ToString()))!.DeepClone(),
            ["connection"] = SyncStory.Connection,
            ["state_registry"] = "file://" + Story.StateFolder,
            ["output"] = "file://" + Story.OutputFolder,
        };

        public Task<JsonObject> AnswerAsync(JsonObject @event, DateTimeOffset? deadline = null) => AnswerAsync(@event.ToJsonString(), deadline);

        public async Task<JsonObject> AnswerAsync(string @event, DateTimeOffset? deadline = null)
        {
            var outcome = await _api.InvokeAsync(@event, TestContext.Current.CancellationToken, deadline ?? Story.Clock.GetUtcNow().AddMinutes(15));
            Assert.Null(outcome.Error);
            SecretScan.Check(Story.World, outcome.Answer! + Encoding.UTF8.GetString(_error.ToArray()) + Encoding.UTF8.GetString(_output.ToArray()));
            return JsonNode.Parse(outcome.Answer!)!.AsObject();
        }

        public async ValueTask DisposeAsync()
        {
            await _shutdown.CancelAsync();
            Assert.Equal(0, await _running);
            await _api.DisposeAsync();
            await Story.DisposeAsync();
            _shutdown.Dispose();
        }

        private static IReadOnlyList<JsonObject> Lines(MemoryStream stream) =>
            [.. Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];
    }

    private sealed class Shutdown(CancellationToken requested) : IStopSignal
    {
        public CancellationToken Requested => requested;

        public TimeSpan Patience { get; set; }

        public int EndProcess() => 143;
    }
}
