using GraphSimulator.Faults;

namespace GraphSimulator.Tests.Faults;

public sealed class FaultConditionTests
{
    private const string Query = "metric=page_media_view&period=day";

    [Fact]
    public async Task A_fault_strikes_at_the_call_the_Page_call_or_the_match_it_names()
    {
        await using var simulator = await Simulator.StartAsync();
        var faults = simulator.World.Faults;
        faults.Add(Fault.Answer(GraphErrors.Unexpected) with { AtCall = 2 });
        faults.Add(Fault.Answer(GraphErrors.Unknown) with { PageId = Simulator.Two, AtPageCall = 1 });
        faults.Add(Fault.Answer(GraphErrors.Unavailable) with { Edge = "accounts", AtMatch = 2 });

        Assert.Equal(200, (await simulator.InsightsAsync(Query)).Status);
        Assert.Equal((500, 2, null), (await simulator.InsightsAsync(Query)).Kind);
        Assert.Equal((500, 1, null), (await simulator.InsightsAsync(Query, Simulator.Two)).Kind);
        Assert.Equal(200, (await simulator.InsightsAsync(Query, Simulator.Two)).Status);
        Assert.Equal(200, (await simulator.AsUserAsync("/v26.0/me/accounts")).Status);
        Assert.Equal((503, 2, null), (await simulator.AsUserAsync("/v26.0/me/accounts")).Kind);
        Assert.Equal(200, (await simulator.AsUserAsync("/v26.0/me/accounts")).Status);
    }

    [Fact]
    public async Task A_fault_may_last_from_a_call_or_a_time_on_and_strike_a_number_of_times()
    {
        await using var simulator = await Simulator.StartAsync();
        var faults = simulator.World.Faults;
        faults.Add(Fault.Answer(GraphErrors.Unexpected) with { FromMatch = 2, Times = 2 });
        Assert.Equal([200, 500, 500, 200], await StatusesAsync(4));

        faults.Clear();
        faults.Add(Fault.Answer(GraphErrors.Unknown) with { From = simulator.World.Now.AddHours(1), Until = simulator.World.Now.AddHours(2) });
        Assert.Equal([200], await StatusesAsync(1));
        simulator.World.Now = simulator.World.Now.AddHours(1);
        Assert.Equal([500], await StatusesAsync(1));
        simulator.World.Now = simulator.World.Now.AddHours(1);
        Assert.Equal([200], await StatusesAsync(1));

        async Task<List<int>> StatusesAsync(int count)
        {
            var statuses = new List<int>();
            for (var i = 0; i < count; i++)
            {
                statuses.Add((await simulator.InsightsAsync(Query)).Status);
            }

            return statuses;
        }
    }

    [Fact]
    public async Task A_fault_may_look_at_the_call_itself()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.Faults.Add(Fault.Answer(GraphErrors.Unexpected) with { When = call => call.Parameters["metric"]?.Contains("page_follows", StringComparison.Ordinal) == true });

        Assert.Equal(200, (await simulator.InsightsAsync(Query)).Status);
        Assert.Equal(500, (await simulator.InsightsAsync("metric=page_views_total,page_follows&period=day")).Status);
    }

    [Fact]
    public async Task The_glitch_of_a_right_Page_token_passes()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.Faults.Add(Fault.PageTokenGlitch(2));

        Assert.Equal((400, 190, null), (await simulator.InsightsAsync(Query)).Kind);
        Assert.Equal((400, 190, null), (await simulator.InsightsAsync(Query)).Kind);
        Assert.Equal(200, (await simulator.InsightsAsync(Query)).Status);
        Assert.Equal(200, (await simulator.AsUserAsync("/v26.0/me")).Status);
    }

    [Fact]
    public async Task Random_faults_hit_about_their_share_and_the_same_requests_for_the_same_seed()
    {
        var first = await RunAsync(0.15, seed: 7);
        var again = await RunAsync(0.15, seed: 7);
        var other = await RunAsync(0.15, seed: 8);

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.InRange(first.Count(f => f is not null), 25, 100);
        Assert.True(first.Distinct().Count() > 10, "hardly any kind of fault was met");

        static async Task<List<string?>> RunAsync(double rate, int seed)
        {
            var world = SimulatedWorld.Create(pages: 1);
            world.Faults.Random = new RandomFaults(rate, seed);
            await using var simulator = await Simulator.StartAsync(world);
            await Parallel.ForAsync(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
            {
                try
                {
                    await simulator.InsightsAsync($"metric=page_media_view&period=day&since={new DateOnly(2025, 1, 1).AddDays(i):yyyy-MM-dd}&until={new DateOnly(2025, 1, 3).AddDays(i):yyyy-MM-dd}");
                }
                catch (HttpRequestException)
                {
                    // A reset or a truncation: that is what was asked for.
                }
            });
            return [.. simulator.Server.Journal.Entries.OrderBy(e => e["since"], StringComparer.Ordinal).Select(e => e.Fault)];
        }
    }

    [Fact]
    public async Task Random_faults_spare_a_request_after_a_few_in_a_row()
    {
        var world = SimulatedWorld.Create(pages: 1);
        world.Faults.Random = new RandomFaults(1, 1) { Kinds = [Fault.Answer(GraphErrors.Unexpected)], MostInARow = 3 };
        await using var simulator = await Simulator.StartAsync(world);

        var statuses = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            statuses.Add((await simulator.InsightsAsync(Query)).Status);
        }

        Assert.Equal([500, 500, 500, 200], statuses);
    }

    [Fact]
    public async Task The_world_can_change_by_itself_at_a_call_or_at_a_time()
    {
        await using var simulator = await Simulator.StartAsync();
        var world = simulator.World;
        world.Schedule.AtCall(2, () => world.Pages[0].Name = "Second");
        world.Schedule.AtPageCall(Simulator.One, 3, () => world.Pages[0].Name = "Third");
        world.Schedule.At(world.Now.AddDays(1), () => world.Pages[0].Name = "Tomorrow");
        world.Schedule.When(call => call.Edge == "accounts", () => world.Pages[0].Name = "Listed");

        var names = new List<string?>();
        for (var i = 0; i < 3; i++)
        {
            names.Add((await simulator.AsUserAsync("/v26.0/" + Simulator.One)).Json.GetProperty("name").GetString());
        }

        world.Now = world.Now.AddDays(1);
        names.Add((await simulator.AsUserAsync("/v26.0/" + Simulator.One)).Json.GetProperty("name").GetString());
        names.Add((await simulator.AsUserAsync("/v26.0/me/accounts")).Data[0].GetProperty("name").GetString());

        Assert.Equal(["Blue Door Coffee", "Second", "Third", "Tomorrow", "Listed"], names);
    }

    [Fact]
    public async Task A_batch_meets_faults_in_its_operations()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.Faults.Add(Fault.Answer(GraphErrors.Unexpected) with { AtCall = 2 });
        simulator.World.Faults.Add(Fault.Reset() with { AtCall = 3 });

        var reply = await simulator.PostAsync("/v26.0/", simulator.User, ("batch", """[{"method":"GET","relative_url":"me"},{"method":"GET","relative_url":"me"},{"method":"GET","relative_url":"me"}]"""));

        Assert.Equal(500, reply.Json[0].GetProperty("code").GetInt32());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, reply.Json[1].ValueKind);
        Assert.Equal(200, reply.Json[2].GetProperty("code").GetInt32());
    }
}
