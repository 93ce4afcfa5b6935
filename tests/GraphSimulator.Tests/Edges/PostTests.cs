namespace GraphSimulator.Tests.Edges;

public sealed class PostTests
{
    [Fact]
    public async Task Posts_are_listed_newest_first_with_cursors()
    {
        await using var simulator = await StartWithPostsAsync(30);
        var posts = new List<string>();
        var calls = 0;
        for (var url = $"/v26.0/{Simulator.One}/feed?fields=id,message,created_time&limit=12"; url is not null; calls++)
        {
            var reply = await simulator.GetAsync(url, simulator.PageToken());
            posts.AddRange(reply.Data.EnumerateArray().Select(p => p.GetProperty("id").GetString()!));
            url = reply.Next;
        }

        Assert.Equal(3, calls);
        Assert.Equal(simulator.World.Posts.Of(Simulator.One).Select(p => p.Id), posts);
        Assert.Equal(30, posts.Count);
    }

    [Fact]
    public async Task The_limit_is_a_hundred_and_posts_of_others_are_only_in_the_feed()
    {
        await using var simulator = await StartWithPostsAsync(120);

        Assert.Equal((400, 100, null), (await simulator.GetAsync($"/v26.0/{Simulator.One}/published_posts?limit=101", simulator.PageToken())).Kind);
        Assert.Equal(100, (await simulator.GetAsync($"/v26.0/{Simulator.One}/feed?limit=100", simulator.PageToken())).Data.GetArrayLength());
        Assert.Equal(97, (await simulator.GetAsync($"/v26.0/{Simulator.One}/published_posts?limit=100&since=2026-10-23", simulator.PageToken())).Data.GetArrayLength());
    }

    [Fact]
    public async Task Comments_need_a_permission_without_which_the_whole_call_fails()
    {
        await using var simulator = await StartWithPostsAsync(1);
        simulator.World.UserToken.RemoveScope("pages_read_user_content");

        Assert.Equal((400, 10, null), (await simulator.GetAsync($"/v26.0/{Simulator.One}/posts?fields=id,comments.summary(true)", simulator.PageToken())).Kind);
        Assert.Equal(200, (await simulator.GetAsync($"/v26.0/{Simulator.One}/posts?fields=id,reactions.summary(total_count).limit(0)", simulator.PageToken())).Status);
    }

    [Fact]
    public async Task Insights_of_a_post_are_for_its_lifetime_and_have_no_end_time()
    {
        await using var simulator = await StartWithPostsAsync(1);
        var post = simulator.World.Posts.Of(Simulator.One)[0];

        var reply = await simulator.GetAsync($"/v26.0/{post.Id}/insights?metric=post_clicks,post_media_view&period=lifetime", simulator.PageToken());

        var value = Assert.Single(reply.Entry("post_clicks", "lifetime").GetProperty("values").EnumerateArray());
        Assert.Equal(["value"], value.EnumerateObject().Select(p => p.Name));
        Assert.Equal(Independent.Count(post.Id, "post_clicks", new DateOnly(2026, 11, 22)), value.GetProperty("value").GetInt64());
    }

    [Fact]
    public async Task A_missing_post_and_a_dead_metric_are_refused()
    {
        await using var simulator = await StartWithPostsAsync(1);
        var post = simulator.World.Posts.Of(Simulator.One)[0];

        Assert.Equal((400, 100, 33), (await simulator.GetAsync($"/v26.0/{Simulator.One}_1/insights?metric=post_clicks", simulator.PageToken())).Kind);
        Assert.Equal("(#100) The value must be a valid insights metric", (await simulator.GetAsync($"/v26.0/{post.Id}/insights?metric=post_impressions", simulator.PageToken())).Message);
        Assert.Equal("(#100) The value must be a valid insights metric", (await simulator.GetAsync($"/v26.0/{post.Id}/insights?metric=page_follows", simulator.PageToken())).Message);
    }

    private static async Task<Simulator> StartWithPostsAsync(int count)
    {
        var world = SimulatedWorld.Create(pages: 1, now: new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero));
        world.AddPosts(Simulator.One, count);
        return await Simulator.StartAsync(world);
    }
}
