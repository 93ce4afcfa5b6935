namespace GraphSimulator.Tests.Edges;

public sealed class PageNodeTests
{
    [Fact]
    public async Task Without_fields_it_gives_name_and_id()
    {
        await using var simulator = await Simulator.StartAsync();
        Assert.Equal("""{"name":"Blue Door Coffee","id":"100000000000001"}""", (await simulator.AsUserAsync("/v26.0/" + Simulator.One)).Text);
    }

    [Fact]
    public async Task Unset_fields_are_absent_and_set_ones_keep_their_kind()
    {
        await using var simulator = await Simulator.StartAsync();

        var json = (await simulator.AsUserAsync($"/v26.0/{Simulator.One}?fields=name,phone,likes,fan_count,followers_count,is_published,location{{city,country}},category_list,overall_star_rating,single_line_address")).Json;

        Assert.False(json.TryGetProperty("phone", out _));
        Assert.False(json.TryGetProperty("likes", out _));
        Assert.Equal(simulator.World.Pages[Simulator.One].Likes, json.GetProperty("fan_count").GetInt32());
        Assert.Equal("""{"city":"Z\u00fcrich","country":"Switzerland"}""", json.GetProperty("location").GetRawText());
        Assert.Equal("4.6", json.GetProperty("overall_star_rating").GetRawText());
        Assert.True(json.GetProperty("is_published").GetBoolean());
        Assert.Equal(Simulator.One, json.GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("genre")]
    [InlineData("tasks")]
    [InlineData("no_such_field")]
    public async Task An_unknown_field_fails_the_whole_call_and_is_named(string field)
    {
        await using var simulator = await Simulator.StartAsync();

        var reply = await simulator.AsUserAsync($"/v26.0/{Simulator.One}?fields=name,{field}");

        Assert.Equal((400, 100, null), reply.Kind);
        Assert.Equal($"(#100) Tried accessing nonexisting field ({field}) on node type (Page)", reply.Message);
    }

    [Fact]
    public async Task Fields_of_v26_were_removed_with_it_and_later_from_all_versions()
    {
        await using var simulator = await Simulator.StartAsync(SimulatedWorld.Create(now: new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero)));

        Assert.Equal(200, (await simulator.AsUserAsync($"/v25.0/{Simulator.One}?fields=genre")).Status);
        Assert.Equal(400, (await simulator.AsUserAsync($"/v26.0/{Simulator.One}?fields=genre")).Status);
        simulator.World.Now = new DateTimeOffset(2026, 10, 28, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(400, (await simulator.AsUserAsync($"/v25.0/{Simulator.One}?fields=genre")).Status);
    }

    [Fact]
    public async Task A_field_can_be_refused_in_a_world_or_for_one_Page()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.RefusedPageFields["about"] = true;
        simulator.World.Pages[Simulator.One].RefusedFields["link"] = true;

        Assert.Contains("(about)", (await simulator.AsUserAsync($"/v26.0/{Simulator.Two}?fields=about")).Message, StringComparison.Ordinal);
        Assert.Contains("(link)", (await simulator.AsUserAsync($"/v26.0/{Simulator.One}?fields=link")).Message, StringComparison.Ordinal);
        Assert.Equal(200, (await simulator.AsUserAsync($"/v26.0/{Simulator.Two}?fields=link")).Status);
    }

    [Fact]
    public async Task Its_token_is_given_to_the_user_to_itself_and_to_nobody_without_a_role()
    {
        await using var simulator = await Simulator.StartAsync();
        var path = $"/v26.0/{Simulator.One}?fields=access_token";

        Assert.Equal(simulator.PageToken(), (await simulator.AsUserAsync(path)).Json.GetProperty("access_token").GetString());
        Assert.Equal(simulator.PageToken(), (await simulator.GetAsync(path, simulator.PageToken())).Json.GetProperty("access_token").GetString());
        simulator.World.Pages[Simulator.One].Tasks = [];
        Assert.Equal($$"""{"id":"{{Simulator.One}}"}""", (await simulator.AsUserAsync(path)).Text);
    }

    [Fact]
    public async Task A_user_name_leads_to_the_Page()
    {
        await using var simulator = await Simulator.StartAsync();
        Assert.Equal(Simulator.One, (await simulator.AsUserAsync("/v26.0/page1")).Json.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Metadata_fields_need_a_permission()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.UserToken.RemoveScope("pages_read_engagement");

        Assert.Equal((400, 10, null), (await simulator.AsUserAsync($"/v26.0/{Simulator.One}?fields=about")).Kind);
        Assert.Equal(200, (await simulator.AsUserAsync($"/v26.0/{Simulator.One}?fields=name,access_token")).Status);
    }

    [Fact]
    public async Task Insights_can_be_read_by_field_expansion()
    {
        await using var simulator = await Simulator.StartAsync();
        var edge = await simulator.InsightsAsync("metric=page_follows,page_views_total&period=day&since=2026-11-01&until=2026-11-05");

        var reply = await simulator.GetAsync($"/v26.0/{Simulator.One}?fields=name,insights.metric(page_follows,page_views_total).period(day).since(2026-11-01).until(2026-11-05)", simulator.PageToken());

        Assert.Equal("Blue Door Coffee", reply.Json.GetProperty("name").GetString());
        Assert.Equal(edge.Data.GetRawText(), reply.Json.GetProperty("insights").GetProperty("data").GetRawText());
        Assert.True(reply.Json.GetProperty("insights").GetProperty("paging").TryGetProperty("previous", out _));
    }

    [Fact]
    public async Task Field_expansion_without_the_right_has_no_insights_key_and_with_a_dead_metric_fails_without_the_code_in_its_text()
    {
        await using var simulator = await Simulator.StartAsync();

        var dead = await simulator.GetAsync($"/v26.0/{Simulator.One}?fields=insights.metric(page_impressions)", simulator.PageToken());
        simulator.World.UserToken.RemoveScope("read_insights");
        var without = await simulator.GetAsync($"/v26.0/{Simulator.One}?fields=insights.metric(page_follows)", simulator.PageToken());

        Assert.Equal("The value must be a valid insights metric", dead.Message);
        Assert.Equal((400, 100, null), dead.Kind);
        Assert.Equal($$"""{"id":"{{Simulator.One}}"}""", without.Text);
    }
}
