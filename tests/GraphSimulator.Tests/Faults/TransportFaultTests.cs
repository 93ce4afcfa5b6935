using GraphSimulator.Faults;

namespace GraphSimulator.Tests.Faults;

public sealed class TransportFaultTests
{
    private const string Query = "metric=page_media_view&period=day&since=2026-10-01&until=2026-11-01";

    [Fact]
    public async Task A_reset_closes_the_connection_without_an_answer()
    {
        await using var simulator = await StartAsync(Fault.Reset());
        await Assert.ThrowsAsync<HttpRequestException>(() => simulator.InsightsAsync(Query));
        await AssertHealedAsync(simulator, status: 0);
    }

    [Fact]
    public async Task A_truncated_answer_breaks_off_before_its_length()
    {
        await using var simulator = await StartAsync(Fault.Truncated());
        await Assert.ThrowsAnyAsync<Exception>(() => simulator.InsightsAsync(Query));
        await AssertHealedAsync(simulator, status: 200);
    }

    [Fact]
    public async Task A_truncated_compressed_answer_breaks_off_too()
    {
        await using var simulator = await StartAsync(Fault.Truncated(0.9));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v26.0/{Simulator.One}/insights?{Query}");
        request.Headers.Add("Accept-Encoding", "gzip");
        await Assert.ThrowsAnyAsync<Exception>(() => simulator.SendAsync(request, simulator.PageToken()));
        await AssertHealedAsync(simulator, status: 200);
    }

    [Fact]
    public async Task Broken_JSON_is_a_whole_HTTP_message()
    {
        await using var simulator = await StartAsync(Fault.BrokenJson());

        var reply = await simulator.InsightsAsync(Query);

        Assert.Equal(200, reply.Status);
        Assert.StartsWith("{\"data\":[", reply.Text, StringComparison.Ordinal);
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => reply.Json);
        await AssertHealedAsync(simulator, status: 200);
    }

    [Fact]
    public async Task A_stall_holds_the_answer_back_until_the_client_gives_up()
    {
        await using var simulator = await StartAsync(Fault.Stall(Timeout.InfiniteTimeSpan));
        var call = simulator.InsightsAsync(Query);
        while (simulator.Server.Journal.Count == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.False(call.IsCompleted);
        simulator.Http.CancelPendingRequests();
        await Assert.ThrowsAsync<TaskCanceledException>(() => call);
        await AssertHealedAsync(simulator, status: 200);
    }

    [Fact]
    public async Task A_stall_may_also_come_in_the_middle_of_the_body()
    {
        await using var simulator = await StartAsync(Fault.StallInBody(Timeout.InfiniteTimeSpan));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v26.0/{Simulator.One}/insights?{Query}&access_token={simulator.PageToken()}");
        using var response = await simulator.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode);
        using var patience = new CancellationTokenSource(300);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => response.Content.ReadAsByteArrayAsync(patience.Token));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_page_of_HTML_comes_in_place_of_JSON(int status)
    {
        await using var simulator = await StartAsync(Fault.Html(status));

        var reply = await simulator.InsightsAsync(Query);

        Assert.Equal(status, reply.Status);
        Assert.Equal("text/html", reply.ContentHeaders.ContentType!.MediaType);
        Assert.StartsWith("<!DOCTYPE html>", reply.Text, StringComparison.Ordinal);
        await AssertHealedAsync(simulator, status);
    }

    [Fact]
    public async Task An_error_may_come_with_status_200_and_a_429_with_the_seconds_to_wait()
    {
        await using var simulator = await StartAsync(Fault.OkWithError(GraphErrors.Unexpected));
        Assert.Equal((200, 2, null), (await simulator.InsightsAsync(Query)).Kind);

        simulator.World.Faults.Add(Fault.TooManyRequests(7) with { Times = 1 });
        var tooMany = await simulator.InsightsAsync(Query);
        Assert.Equal((429, "7"), (tooMany.Status, tooMany.Header("Retry-After")));

        simulator.World.Faults.Add(Fault.EmptyBody() with { Times = 1 });
        Assert.Empty((await simulator.InsightsAsync(Query)).Bytes);
    }

    [Fact]
    public async Task Every_answer_takes_the_latency_that_is_set()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.Latency = TimeSpan.FromMilliseconds(60);
        var before = TimeProvider.System.GetTimestamp();
        await simulator.InsightsAsync(Query);
        Assert.True(TimeProvider.System.GetElapsedTime(before) >= TimeSpan.FromMilliseconds(55));
    }

    private static Task<Simulator> StartAsync(Fault fault)
    {
        var world = SimulatedWorld.Create();
        world.Faults.Add(fault with { Times = 1 });
        return Simulator.StartAsync(world);
    }

    private static async Task AssertHealedAsync(Simulator simulator, int status)
    {
        var entry = Assert.Single(simulator.Server.Journal.Entries);
        Assert.Equal(status, entry.Status);
        Assert.NotNull(entry.Fault);
        using var handler = new SocketsHttpHandler();
        using var client = new HttpClient(handler) { BaseAddress = simulator.Server.BaseUrl };
        using var response = await client.GetAsync($"/v26.0/{Simulator.One}/insights?{Query}&access_token={simulator.PageToken()}", TestContext.Current.CancellationToken);
        Assert.Equal(31, (await Reply.OfAsync(response)).Values("page_media_view").Count);
    }
}
