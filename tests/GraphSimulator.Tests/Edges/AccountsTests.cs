namespace GraphSimulator.Tests.Edges;

public sealed class AccountsTests
{
    [Fact]
    public async Task The_listing_gives_the_documented_fields_with_a_token_and_tasks()
    {
        await using var simulator = await Simulator.StartAsync();

        var page = (await simulator.AsUserAsync("/v26.0/me/accounts")).Data[0];

        Assert.Equal(["access_token", "category", "category_list", "name", "id", "tasks"], page.EnumerateObject().Select(p => p.Name));
        Assert.Equal(simulator.PageToken(), page.GetProperty("access_token").GetString());
        Assert.Contains("ANALYZE", page.GetProperty("tasks").EnumerateArray().Select(t => t.GetString()));
    }

    [Theory]
    [InlineData(60, null, 3)]
    [InlineData(100, 100, 1)]
    [InlineData(101, 100, 2)]
    [InlineData(250, 500, 3)]
    [InlineData(3, 1, 3)]
    public async Task Every_Page_is_listed_once_over_as_many_pages_as_the_limit_makes(int pages, int? limit, int calls)
    {
        await using var simulator = await Simulator.StartAsync(SimulatedWorld.Create(pages));

        var (ids, replies) = await WalkAsync(simulator, "/v26.0/me/accounts?fields=id" + (limit is null ? "" : $"&limit={limit}"));

        Assert.Equal(simulator.World.Pages.All.Select(p => p.Id), ids);
        Assert.Equal(calls, replies.Count);
        Assert.Null(replies[^1].Next);
        Assert.True(replies[^1].Json.GetProperty("paging").GetProperty("cursors").TryGetProperty("after", out _));
    }

    [Fact]
    public async Task Next_names_the_user_and_carries_the_token_even_when_it_came_by_header()
    {
        await using var simulator = await Simulator.StartAsync();

        var reply = await simulator.AsUserAsync("/v26.0/me/accounts?limit=2");

        Assert.StartsWith($"{simulator.Server.BaseUrl}v26.0/{SimulatedWorld.UserId}/accounts?access_token={simulator.User}", reply.Next, StringComparison.Ordinal);
        Assert.Contains("&after=QVFIU", reply.Next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_the_listing_may_be_empty_and_not_be_the_last()
    {
        await using var simulator = await Simulator.StartAsync(SimulatedWorld.Create(pages: 7));
        simulator.World.EmptyListingPage = true;

        var (ids, replies) = await WalkAsync(simulator, "/v26.0/me/accounts?fields=id&limit=3");

        Assert.Equal([3, 0, 3, 1], replies.Select(r => r.Data.GetArrayLength()));
        Assert.Equal(simulator.World.Pages.All.Select(p => p.Id), ids);
    }

    [Fact]
    public async Task An_invented_cursor_is_invalid()
    {
        await using var simulator = await Simulator.StartAsync();

        Assert.Equal("(#100) Invalid cursors values", (await simulator.AsUserAsync("/v26.0/me/accounts?after=QVFIUjoxOjE")).Message);
        Assert.Equal("(#100) Invalid cursors values", (await simulator.AsUserAsync("/v26.0/me/accounts?after=MjU")).Message);
    }

    [Fact]
    public async Task With_a_Page_token_me_is_the_Page_and_has_no_accounts()
    {
        await using var simulator = await Simulator.StartAsync();

        Assert.Equal(Simulator.One, (await simulator.GetAsync("/v26.0/me?fields=id", simulator.PageToken())).Json.GetProperty("id").GetString());
        Assert.Equal("(#100) Tried accessing nonexisting field (accounts) on node type (Page)", (await simulator.GetAsync("/v26.0/me/accounts", simulator.PageToken())).Message);
    }

    [Fact]
    public async Task A_Page_without_a_role_is_listed_without_its_token()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.Pages[Simulator.One].TokenWithheld = true;
        simulator.World.Pages[Simulator.One].Tasks = ["MODERATE"];
        simulator.World.Pages[Simulator.Two].Tasks = [];

        var data = (await simulator.AsUserAsync("/v26.0/me/accounts")).Data;

        Assert.False(data[0].TryGetProperty("access_token", out _));
        Assert.Equal(["MODERATE"], data[0].GetProperty("tasks").EnumerateArray().Select(t => t.GetString()));
        Assert.False(data[1].TryGetProperty("access_token", out _));
        Assert.True(data[2].TryGetProperty("access_token", out _));
    }

    [Fact]
    public async Task An_unlisted_Page_is_missing_but_can_be_asked_for()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.Pages[Simulator.One].IsListed = false;

        Assert.DoesNotContain(Simulator.One, (await simulator.AsUserAsync("/v26.0/me/accounts")).Data.EnumerateArray().Select(p => p.GetProperty("id").GetString()));
        Assert.Equal(simulator.PageToken(), (await simulator.AsUserAsync($"/v26.0/{Simulator.One}?fields=access_token")).Json.GetProperty("access_token").GetString());
    }

    [Fact]
    public async Task One_bad_field_fails_the_whole_listing()
    {
        await using var simulator = await Simulator.StartAsync();
        Assert.Equal((400, 100, null), (await simulator.AsUserAsync("/v26.0/me/accounts?fields=id,genre")).Kind);
    }

    [Fact]
    public async Task Without_the_right_to_list_or_with_lapsed_data_access_the_listing_is_empty()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.UserToken.RemoveScope("pages_show_list");
        Assert.Equal("""{"data":[]}""", (await simulator.AsUserAsync("/v26.0/me/accounts")).Text);

        simulator.World.UserToken.Scopes = GraphSimulator.Tokens.SimulatedToken.AllScopes;
        simulator.World.UserToken.DataAccessExpiresAt = simulator.World.Now.AddDays(-1);
        Assert.Equal("""{"data":[]}""", (await simulator.AsUserAsync("/v26.0/me/accounts")).Text);
    }

    [Fact]
    public async Task A_system_user_lists_its_Pages_and_without_any_role_is_refused()
    {
        await using var simulator = await Simulator.StartAsync(SimulatedWorld.Create(pages: 2));
        Assert.Equal(2, (await simulator.GetAsync("/v26.0/me/accounts", simulator.World.SystemUserToken)).Data.GetArrayLength());

        simulator.World.Pages[0].Tasks = [];
        simulator.World.Pages[1].Tasks = [];
        Assert.Equal((403, 200, null), (await simulator.GetAsync("/v26.0/me/accounts?fields=access_token", simulator.World.SystemUserToken)).Kind);
    }

    [Fact]
    public async Task Two_thousand_Pages_are_listed_in_no_time()
    {
        await using var simulator = await Simulator.StartAsync(SimulatedWorld.Create(pages: 2000));
        var (ids, _) = await WalkAsync(simulator, "/v26.0/me/accounts?fields=id,name,access_token&limit=100");
        Assert.Equal(2000, ids.Distinct().Count());
    }

    private static async Task<(List<string> Ids, List<Reply> Replies)> WalkAsync(Simulator simulator, string path)
    {
        var ids = new List<string>();
        var replies = new List<Reply>();
        for (var url = path; url is not null; url = replies[^1].Next)
        {
            replies.Add(await simulator.AsUserAsync(url));
            ids.AddRange(replies[^1].Data.EnumerateArray().Select(p => p.GetProperty("id").GetString()!));
        }

        return (ids, replies);
    }
}
