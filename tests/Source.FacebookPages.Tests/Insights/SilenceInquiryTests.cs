using Facebook.Graph;
using Source.FacebookPages.Insights;
using Source.FacebookPages.Pages;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.Insights;

public sealed class SilenceInquiryTests
{
    private const string GoodToken = """{"is_valid":true,"type":"USER","scopes":["pages_show_list","pages_read_engagement","read_insights"]}""";
    private const string GoodPage = """{"id":"1","is_published":true,"fan_count":100}""";

    [Fact]
    public async Task Where_nothing_points_to_a_cause_it_says_so()
    {
        using var story = new Inquiry();

        await story.ExplainAsync("1", days: 3);

        var warning = Assert.Single(story.Graph.Log.Warnings);
        Assert.StartsWith("Page 1 has delivered no value for any metric from 2025-01-01 to 2025-01-03. Neither", warning, StringComparison.Ordinal);
        Assert.Equal(["debug_token EAAUSER", "1 EAAPAGE1"], story.Graph.Server.Calls.Select(call => call.ToString()));
    }

    [Theory]
    [InlineData("""{"is_valid":true,"scopes":["pages_show_list","pages_read_engagement"]}""", GoodPage, "lacks the permission read_insights")]
    [InlineData("""{"is_valid":true,"scopes":["read_insights"]}""", GoodPage, "lacks the permission pages_read_engagement")]
    [InlineData("""{"is_valid":true,"data_access_expires_at":1795000000,"scopes":["pages_read_engagement","read_insights"]}""", GoodPage, "lapsed on 2026-11-18")]
    [InlineData(GoodToken, """{"id":"1","is_published":false}""", "not published")]
    [InlineData(GoodToken, """{"id":"1","fan_count":99}""", "has 99 likes")]
    public async Task What_token_or_Page_point_to_is_told(string token, string page, string cause)
    {
        using var story = new Inquiry { Token = GraphAnswer.Ok($$"""{"data":{{token}}}"""), Node = GraphAnswer.Ok(page) };

        await story.ExplainAsync("1", days: 30);

        var warning = Assert.Single(story.Graph.Log.Warnings);
        Assert.Contains("The likely cause:", warning, StringComparison.Ordinal);
        Assert.Contains(cause, warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"is_valid":true,"data_access_expires_at":1800000000,"scopes":["pages_read_engagement","read_insights"]}""", GoodPage)]
    [InlineData("""{"is_valid":true}""", """{"id":"1"}""")]
    [InlineData(GoodToken, """{"id":"1","is_published":null,"fan_count":"many"}""")]
    public async Task What_is_in_order_or_not_told_is_no_cause(string token, string page)
    {
        using var story = new Inquiry { Token = GraphAnswer.Ok($$"""{"data":{{token}}}"""), Node = GraphAnswer.Ok(page) };

        await story.ExplainAsync("1", days: 30);

        Assert.Contains("Neither its access token nor its fields tell why", Assert.Single(story.Graph.Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_causes_are_told_together()
    {
        using var story = new Inquiry
        {
            Token = GraphAnswer.Ok("""{"data":{"is_valid":true,"scopes":[]}}"""),
            Node = GraphAnswer.Ok("""{"id":"1","is_published":false,"fan_count":3}"""),
        };

        await story.ExplainAsync("1", days: 30);

        var warning = Assert.Single(story.Graph.Log.Warnings);
        Assert.All(["read_insights", "pages_read_engagement", "not published", "3 likes"], cause => Assert.Contains(cause, warning, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_silence_of_two_days_is_nothing_to_ask_about()
    {
        using var story = new Inquiry();

        await story.ExplainAsync("1", days: 2);

        Assert.Empty(story.Graph.Server.Calls);
        Assert.Empty(story.Graph.Log.Warnings);
    }

    [Fact]
    public async Task A_Page_is_asked_about_once_and_the_token_once_for_all()
    {
        using var story = new Inquiry();

        await story.ExplainAsync("1", days: 30);
        await story.ExplainAsync("1", days: 30);
        await story.ExplainAsync("2", days: 30);

        Assert.Equal(["debug_token EAAUSER", "1 EAAPAGE1", "2 EAAPAGE2"], story.Graph.Server.Calls.Select(call => call.ToString()));
        Assert.Equal(2, story.Graph.Log.Warnings.Count);
    }

    [Fact]
    public async Task Many_Pages_at_once_ask_about_the_token_once()
    {
        using var story = new Inquiry();

        await Task.WhenAll(Enumerable.Range(1, 8).Select(id => story.ExplainAsync($"{id}", days: 30)));

        Assert.Single(story.Graph.Server.Calls, call => call.Path == "debug_token");
        Assert.Equal(8, story.Graph.Log.Warnings.Count);
    }

    [Fact]
    public async Task Without_an_owner_the_Pages_own_token_is_asked_about()
    {
        using var story = new Inquiry(owner: null);

        await story.ExplainAsync("1", days: 30);

        Assert.Equal("debug_token EAAPAGE1", story.Graph.Server.Calls[0].ToString());
    }

    [Theory]
    [InlineData("fault")]
    [InlineData("expired")]
    [InlineData("permission")]
    [InlineData("proof")]
    [InlineData("gone")]
    [InlineData("no JSON")]
    public async Task It_never_fails_whatever_Facebook_says(string kind)
    {
        var refusal = kind switch
        {
            "fault" => GraphAnswer.Fault,
            "expired" => GraphAnswer.Expired,
            "permission" => GraphAnswer.PermissionMissing,
            "proof" => GraphAnswer.WrongProof,
            "gone" => GraphAnswer.Gone("1"),
            _ => GraphAnswer.Ok("<html>"),
        };
        using var story = new Inquiry { Token = refusal, Node = refusal };

        await story.ExplainAsync("1", days: 30);

        Assert.Contains("Neither its access token nor its fields tell why", Assert.Single(story.Graph.Log.Warnings), StringComparison.Ordinal);
    }

    private sealed class Inquiry : IDisposable
    {
        private readonly PageCaller _caller;
        private readonly SilenceInquiry _inquiry;

        public Inquiry(string? owner = "EAAUSER")
        {
            Graph = new GraphStory(call => call.Path == "debug_token" ? Token : Node);
            var token = owner is null ? null : new AccessToken(owner);
            _caller = new PageCaller(Graph.Client, Graph.Edges, token, false, Graph.Redactor, Graph.Log);
            _inquiry = new SilenceInquiry(_caller, Graph.Edges, token, Graph.Time, Graph.Log);
        }

        public GraphStory Graph { get; }

        public GraphAnswer Token { get; set; } = GraphAnswer.Ok($$"""{"data":{{GoodToken}}}""");

        public GraphAnswer Node { get; set; } = GraphAnswer.Ok(GoodPage);

        public Task ExplainAsync(string page, int days) =>
            _inquiry.ExplainAsync(new Page(page, null, new AccessToken($"EAAPAGE{page}"), null), Day.Window(0, days - 1), TestContext.Current.CancellationToken);

        public void Dispose()
        {
            _caller.Dispose();
            Graph.Dispose();
        }
    }
}
