using System.Text.Json;

namespace GraphSimulator.Tests.Edges;

public sealed class BatchTests
{
    [Fact]
    public async Task Operations_are_answered_in_order_with_bodies_as_strings_and_tokens_of_their_own()
    {
        await using var simulator = await Simulator.StartAsync();

        var reply = await BatchAsync(
            simulator,
            $"me?fields=id",
            $"{Simulator.One}/insights?metric=page_follows&period=day&access_token={simulator.PageToken()}",
            $"v25.0/{Simulator.Two}/insights?metric=page_follows&period=day&access_token={simulator.PageToken(Simulator.Two)}",
            $"{Simulator.One}/insights?metric=page_impressions&access_token={simulator.PageToken()}");

        Assert.Equal(200, reply.Status);
        var operations = reply.Json.EnumerateArray().ToList();
        Assert.Equal([200, 200, 200, 400], operations.Select(o => o.GetProperty("code").GetInt32()));
        Assert.Equal(SimulatedWorld.UserId, Body(operations[0]).GetProperty("id").GetString());
        Assert.Equal("page_follows", Body(operations[1]).GetProperty("data")[0].GetProperty("name").GetString());
        Assert.Equal(100, Body(operations[3]).GetProperty("error").GetProperty("code").GetInt32());
        Assert.Contains("facebook-api-version", operations[0].GetProperty("headers").EnumerateArray().Select(h => h.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Headers_can_be_left_out_and_operations_stay_unfinished()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.UnfinishedBatchOperations = [1];

        var reply = await simulator.PostAsync("/v26.0/", simulator.User, ("include_headers", "false"), ("batch", """[{"method":"GET","relative_url":"me"},{"method":"GET","relative_url":"me"}]"""));

        Assert.False(reply.Json[0].TryGetProperty("headers", out _));
        Assert.Equal(JsonValueKind.Null, reply.Json[1].ValueKind);
    }

    [Fact]
    public async Task Fifty_operations_are_the_most()
    {
        await using var simulator = await Simulator.StartAsync();

        Assert.Equal(50, (await BatchAsync(simulator, [.. Enumerable.Repeat("me", 50)])).Json.GetArrayLength());
        var tooMany = await BatchAsync(simulator, [.. Enumerable.Repeat("me", 51)]);
        Assert.Equal("GraphBatchException", tooMany.Error.GetProperty("type").GetString());
        Assert.Equal("Too many requests in batch message. Maximum batch size is 50", tooMany.Message);
    }

    [Fact]
    public async Task Each_operation_counts_as_a_call_and_needs_a_top_level_token()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.Limits.App = new() { GrowthPerCall = 10 };

        var reply = await BatchAsync(simulator, "me", "me", "me");

        var usage = reply.Json[2].GetProperty("headers").EnumerateArray().Single(h => h.GetProperty("name").GetString() == "X-App-Usage").GetProperty("value").GetString()!;
        Assert.Equal(30, JsonElement.Parse(usage).GetProperty("call_count").GetInt32());
        Assert.Equal(3, simulator.Server.Journal.Entries.Count(e => e.InBatch));
        Assert.Equal((400, 104, null), (await simulator.PostAsync("/v26.0/", token: null, ("batch", "[]"))).Kind);
    }

    [Fact]
    public async Task A_rendered_batch_is_sent_again_only_for_the_same_operations_and_only_if_all_were_well()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.RenderedAnswerCache = true;

        var first = await BatchAsync(simulator, "me?fields=id", "me?fields=name");
        var again = await BatchAsync(simulator, "me?fields=id", "me?fields=name");
        Assert.Equal((first.Text, 3), (again.Text, simulator.World.Calls));

        var other = await BatchAsync(simulator, "me?fields=name", "me?fields=id");
        Assert.NotEqual(first.Text, other.Text);

        simulator.World.UnfinishedBatchOperations = [0];
        Assert.Equal(JsonValueKind.Null, (await BatchAsync(simulator, "me", "me")).Json[0].ValueKind);
        simulator.World.UnfinishedBatchOperations = [];
        Assert.Equal(JsonValueKind.Object, (await BatchAsync(simulator, "me", "me")).Json[0].ValueKind);

        var calls = simulator.World.Calls;
        _ = await BatchAsync(simulator, "999999999999999");
        _ = await BatchAsync(simulator, "999999999999999");
        Assert.Equal(calls + 4, simulator.World.Calls);
    }

    [Fact]
    public async Task A_batch_takes_the_latency_once()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.Latency = TimeSpan.FromMilliseconds(100);
        var started = TimeProvider.System.GetTimestamp();

        _ = await BatchAsync(simulator, [.. Enumerable.Repeat("me", 50)]);

        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds, 90, 2500);
    }

    private static Task<Reply> BatchAsync(Simulator simulator, params string[] urls)
        => simulator.PostAsync("/v26.0/", simulator.User, ("batch", "[" + string.Join(',', urls.Select(u => $$"""{"method":"GET","relative_url":"{{u}}"}""")) + "]"));

    private static JsonElement Body(JsonElement operation) => JsonElement.Parse(operation.GetProperty("body").GetString()!);
}
