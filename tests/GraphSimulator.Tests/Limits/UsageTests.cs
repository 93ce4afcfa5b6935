using System.Text.Json;
using GraphSimulator.Limits;

namespace GraphSimulator.Tests.Limits;

public sealed class UsageTests
{
    private const string Query = "metric=page_follows&period=day";

    [Fact]
    public async Task Headers_are_absent_below_one_percent_and_then_rise_with_each_call()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.Limits.BusinessUseCase = new UsageRule { GrowthPerCall = 0.75 };

        var headers = new List<string?>();
        for (var i = 0; i < 4; i++)
        {
            headers.Add((await simulator.InsightsAsync(Query)).Header("X-Business-Use-Case-Usage"));
        }

        Assert.Null(headers[0]);
        Assert.Equal([1, 2, 3], headers.Skip(1).Select(h => Usage(h!).GetProperty("call_count").GetInt32()));
        Assert.Equal("pages", Usage(headers[1]!).GetProperty("type").GetString());
        Assert.Equal(0, Usage(headers[1]!).GetProperty("estimated_time_to_regain_access").GetInt32());
    }

    [Fact]
    public async Task A_Page_at_the_wall_gets_80001_with_the_minutes_to_wait_and_the_others_go_on()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.Limits.BusinessUseCase = new UsageRule { GrowthPerCall = 60 };

        await simulator.InsightsAsync(Query);
        var refused = await simulator.InsightsAsync(Query);
        var other = await simulator.InsightsAsync(Query, Simulator.Two);

        Assert.Equal((400, 80001, null), refused.Kind);
        Assert.StartsWith("(#80001) There have been too many calls to this Page account.", refused.Message, StringComparison.Ordinal);
        Assert.Equal(3, Usage(refused.Header("X-Business-Use-Case-Usage")!).GetProperty("estimated_time_to_regain_access").GetInt32());
        Assert.Equal(200, other.Status);
    }

    [Fact]
    public async Task Calls_during_a_block_prolong_it_and_only_the_clock_ends_it()
    {
        await using var simulator = await Simulator.StartAsync(SimulatedWorld.Section12());
        const string Throttled = "100000000000006";

        var first = await simulator.InsightsAsync(Query, Throttled);
        var second = await simulator.InsightsAsync(Query, Throttled);
        simulator.World.Now = simulator.World.Now.AddMinutes(5).AddSeconds(-1);
        var third = await simulator.InsightsAsync(Query, Throttled);
        simulator.World.Now = simulator.World.Now.AddMinutes(1).AddSeconds(1);
        var fourth = await simulator.InsightsAsync(Query, Throttled);

        Assert.Equal([80001, 80001, 80001], new[] { first, second, third }.Select(r => r.Code));
        Assert.Equal([4, 5], new[] { first, second }.Select(r => Usage(r.Header("X-Business-Use-Case-Usage")!).GetProperty("estimated_time_to_regain_access").GetInt32()));
        Assert.Equal(200, fourth.Status);
        Assert.Equal([true, true, true, false], simulator.Server.Journal.Entries.Select(e => e.WhileBlocked));
    }

    [Fact]
    public async Task Usage_comes_back_with_the_time()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.Limits.App = new UsageRule { GrowthPerCall = 50, RegainPerMinute = 10 };

        await simulator.AsUserAsync("/v26.0/me");
        simulator.World.Now = simulator.World.Now.AddMinutes(4);
        var reply = await simulator.AsUserAsync("/v26.0/me");

        Assert.Equal(200, reply.Status);
        Assert.Equal(60, JsonElement.Parse(reply.Header("X-App-Usage")!).GetProperty("call_count").GetInt32());
    }

    [Theory]
    [InlineData(UsageKind.App, 403, 4, "X-App-Usage")]
    [InlineData(UsageKind.User, 400, 17, null)]
    [InlineData(UsageKind.Page, 400, 32, "X-Page-Usage")]
    public async Task Each_currency_has_its_own_error_and_header(UsageKind kind, int status, int code, string? header)
    {
        await using var simulator = await Simulator.StartAsync();
        var id = kind switch
        {
            UsageKind.App => "",
            UsageKind.User => SimulatedWorld.UserId,
            _ => Simulator.One,
        };
        simulator.World.Limits.BlockUntil(kind, id, simulator.World.Now.AddMinutes(2));

        var reply = await simulator.AsUserAsync("/v26.0/" + Simulator.One);

        Assert.Equal((status, code, null), reply.Kind);
        Assert.Equal(code is 4 or 17, reply.Error.TryGetProperty("is_transient", out var transient) && transient.GetBoolean());
        if (header is not null)
        {
            Assert.Equal(100, JsonElement.Parse(reply.Header(header)!).GetProperty("call_count").GetInt32());
        }
    }

    [Fact]
    public async Task Usage_can_be_set_to_any_percentage()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.Limits.SetUsage(UsageKind.BusinessUseCase, Simulator.One, 83, simulator.World.Now);
        Assert.Equal(83, Usage((await simulator.InsightsAsync(Query)).Header("X-Business-Use-Case-Usage")!).GetProperty("call_count").GetInt32());
    }

    [Fact]
    public async Task The_header_comes_in_all_the_forms_that_were_seen()
    {
        await using var simulator = await Simulator.StartAsync(SimulatedWorld.Section12());
        var limits = simulator.World.Limits;

        Assert.StartsWith("""{"300000000000009":""", (await AskAsync(UsageHeaderForm.KeyedByBusiness)).Header("X-Business-Use-Case-Usage"), StringComparison.Ordinal);
        Assert.ThrowsAny<JsonException>(() => Usage(AskAsync(UsageHeaderForm.BrokenJson).Result.Header("X-Business-Use-Case-Usage")!));
        Assert.Equal(0, Usage((await AskAsync(UsageHeaderForm.NoEstimate)).Header("X-Business-Use-Case-Usage")!).GetProperty("estimated_time_to_regain_access").GetInt32());
        Assert.Null((await AskAsync(UsageHeaderForm.Missing)).Header("X-Business-Use-Case-Usage"));
        Assert.Contains("x-business-use-case-usage", (await AskAsync(UsageHeaderForm.LowerCaseNames)).Headers.Select(h => h.Key));
        var retryAfter = await AskAsync(UsageHeaderForm.RetryAfter);
        Assert.Equal((429, 80001, null), retryAfter.Kind);
        Assert.True(int.Parse(retryAfter.Header("Retry-After")!) > 180);

        Task<Reply> AskAsync(UsageHeaderForm form)
        {
            limits.HeaderForm = form;
            return simulator.InsightsAsync(Query, "100000000000006");
        }
    }

    [Fact]
    public async Task Without_any_rule_there_is_no_usage_header()
    {
        await using var simulator = await Simulator.StartAsync();
        var reply = await simulator.InsightsAsync(Query);
        Assert.DoesNotContain(reply.Headers, h => h.Key.EndsWith("-Usage", StringComparison.OrdinalIgnoreCase));
    }

    private static JsonElement Usage(string header) => JsonElement.Parse(header).EnumerateObject().Single().Value[0];
}
