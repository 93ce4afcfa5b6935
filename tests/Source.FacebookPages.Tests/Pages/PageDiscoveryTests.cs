using Facebook.Graph;
using Source.FacebookPages.Pages;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.Pages;

public sealed class PageDiscoveryTests
{
    [Fact]
    public async Task Listed_Pages_are_found_page_after_result_page_even_over_an_empty_one()
    {
        using var story = new Discovery(call => call.Parameters.GetValueOrDefault("after") switch
        {
            null => PageList.Answer("c1", PageList.Entry("2"), PageList.Entry("1")),
            "c1" => PageList.Answer("c2"),
            _ => PageList.Answer(null, PageList.Entry("30")),
        });

        var directory = await story.FindAsync();

        Assert.Equal(["1", "2", "30"], directory.Pages.Keys.Order());
        Assert.Equal("Page 1 (Name of 1)", directory.Pages["1"].ToString());
        Assert.Equal(["ANALYZE", "MANAGE"], directory.Pages["1"].Tasks);
        Assert.Equal(new AccessToken("EAAPAGE1"), directory.Pages["1"].Token);
        Assert.Empty(directory.Missing);
        Assert.Empty(story.Graph.Log.Warnings);
        Assert.Equal("****", story.Graph.Redactor.Redact("EAAPAGE1"));
        Assert.False(story.Found.IsPageToken);
    }

    [Fact]
    public async Task A_Page_token_is_that_single_Page()
    {
        using var story = new Discovery(call => call.Path == "me" ? GraphAnswer.Ok("""{"id":"7","name":"Harbour Books","access_token":"EAAFRESH7"}""") : GraphAnswer.NoAccounts);

        var directory = await story.FindAsync();

        var page = Assert.Single(directory.Pages).Value;
        Assert.Equal(("7", "Harbour Books"), (page.Id, page.Name));
        Assert.Equal(new AccessToken("EAAUSER"), page.Token);
        Assert.True(story.Found.IsPageToken);
    }

    [Fact]
    public async Task Each_Page_that_is_left_out_is_logged_with_the_reason_and_the_remedy()
    {
        using var story = new Discovery(_ => PageList.Answer(
            null,
            """{"id":"1","name":"Lost","tasks":["ANALYZE"]}""",
            """{"id":"2","name":"Adverts only","access_token":"EAAPAGE2","tasks":["ADVERTISE"]}""",
            """{"id":"3","name":"No word of tasks","access_token":"EAAPAGE3"}"""));

        var directory = await story.FindAsync();

        Assert.Equal(["3"], directory.Pages.Keys);
        Assert.Equal(["1", "2"], directory.Missing.Keys.Order());
        Assert.All(directory.Missing.Values, page => Assert.True(page.Exists));
        Assert.Collection(
            story.Graph.Log.Warnings,
            text => Assert.StartsWith("Page 1 (Lost) is left out: it is listed by Facebook without a Page token", text, StringComparison.Ordinal),
            text => Assert.StartsWith("Page 2 (Adverts only) is left out: it cannot be analysed: the owner of the access token lacks the task ANALYZE", text, StringComparison.Ordinal));
        Assert.Equal("****", story.Graph.Redactor.Redact("EAAPAGE2"));
    }

    [Fact]
    public async Task Only_wanted_Pages_are_taken_and_excluded_ones_are_neither_found_nor_missing()
    {
        using var story = new Discovery(
            _ => PageList.Answer(null, PageList.Entry("1"), PageList.Entry("2"), PageList.Entry("3"), """{"id":"4"}"""),
            new PageScope(["1", "3"], ["3", "4"], false));

        var directory = await story.FindAsync();

        Assert.Equal(["1"], directory.Pages.Keys);
        Assert.Empty(directory.Missing);
        Assert.Single(story.Graph.Server.Calls);
    }

    [Fact]
    public async Task A_named_Page_that_is_not_listed_is_looked_up_and_keeps_the_id_it_was_named_by()
    {
        using var story = new Discovery(
            call => call.Path == "9" ? GraphAnswer.Ok("""{"id":"900","name":"Merged","access_token":"EAAPAGE9"}""") : PageList.Answer(null, PageList.Entry("1")),
            new PageScope(["1", "9"], [], false));

        var directory = await story.FindAsync();

        Assert.Equal(["1", "9"], directory.Pages.Keys.Order());
        Assert.Equal("9", directory.Pages["9"].Id);
        Assert.Equal(new AccessToken("EAAPAGE9"), directory.Pages["9"].Token);
    }

    [Fact]
    public async Task A_configured_stream_s_Page_that_is_not_listed_is_looked_up_too()
    {
        using var story = new Discovery(call => call.Path == "9" ? GraphAnswer.Ok("""{"id":"9","access_token":"EAAPAGE9"}""") : PageList.Answer(null, PageList.Entry("1")));

        var directory = await story.FindAsync("9", "1", "9");

        Assert.Equal(["1", "9"], directory.Pages.Keys.Order());
        Assert.Equal(["me/accounts", "9"], story.Graph.Server.Calls.Select(call => call.Path));
    }

    [Fact]
    public async Task A_Page_that_is_excluded_is_not_looked_up_even_if_a_stream_names_it()
    {
        using var story = new Discovery(_ => PageList.Answer(null, PageList.Entry("1")), new PageScope([], ["9"], false));

        var directory = await story.FindAsync("9");

        Assert.Single(story.Graph.Server.Calls);
        Assert.Empty(directory.Missing);
    }

    [Fact]
    public async Task A_Page_that_cannot_be_looked_up_is_missing_with_what_Facebook_said()
    {
        using var story = new Discovery(call => call.Path == "9" ? GraphAnswer.Gone("9") : PageList.Answer(null), new PageScope(["9"], [], false));

        var directory = await story.FindAsync();

        var missing = Assert.Single(directory.Missing).Value;
        Assert.False(missing.Exists);
        Assert.Equal((100, 33), (missing.Cause!.Error.Code, missing.Cause.Error.Subcode));
        Assert.Contains("code 100, subcode 33", Assert.Single(story.Graph.Log.Warnings), StringComparison.Ordinal);
        Assert.Contains("Check the id", missing.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_looked_up_Page_without_a_role_is_missing()
    {
        using var story = new Discovery(call => call.Path == "9" ? GraphAnswer.Ok("""{"id":"9","name":"Somebody's"}""") : PageList.Answer(null), new PageScope(["9"], [], false));

        var directory = await story.FindAsync();

        Assert.Equal("Somebody's", directory.Missing["9"].Name);
        Assert.True(directory.Missing["9"].Exists);
    }

    [Fact]
    public async Task A_Page_that_is_listed_without_a_token_is_not_looked_up_again()
    {
        using var story = new Discovery(_ => PageList.Answer(null, """{"id":"9"}"""), new PageScope(["9"], [], false));

        await story.FindAsync("9");

        Assert.Single(story.Graph.Server.Calls);
    }

    [Fact]
    public async Task Pages_of_businesses_are_found_when_wanted_and_duplicates_merged()
    {
        using var story = new Discovery(
            call => call.Path switch
            {
                "me/accounts" => PageList.Answer(null, PageList.Entry("1"), """{"id":"2","name":"Name of 2"}"""),
                "me/businesses" => PageList.Answer(null, """{"id":"50","name":"Acme"}""", """{"id":"51"}"""),
                "50/owned_pages" => PageList.Answer(null, """{"id":"1","access_token":"EAAOTHER1"}""", PageList.Entry("2"), PageList.Entry("3")),
                "51/client_pages" => PageList.Answer(null, """{"id":"4","access_token":"EAAPAGE4"}"""),
                _ => PageList.Answer(null),
            },
            new PageScope([], [], true));

        var directory = await story.FindAsync();

        Assert.Equal(["1", "2", "3", "4"], directory.Pages.Keys.Order());
        Assert.Equal(new AccessToken("EAAPAGE1"), directory.Pages["1"].Token);
        Assert.Empty(directory.Missing);
        Assert.Equal(["50/client_pages", "50/owned_pages", "51/client_pages", "51/owned_pages", "me/accounts", "me/businesses"], story.Graph.Server.Calls.Select(call => call.Path).Order());
    }

    [Fact]
    public async Task Businesses_are_not_asked_for_unless_wanted()
    {
        using var story = new Discovery(_ => PageList.Answer(null, PageList.Entry("1")));

        await story.FindAsync();

        Assert.Equal(["me/accounts"], story.Graph.Server.Calls.Select(call => call.Path));
    }

    [Fact]
    public async Task Businesses_that_cannot_be_read_are_a_warning_and_the_listed_Pages_stay()
    {
        using var story = new Discovery(
            call => call.Path == "me/businesses" ? GraphAnswer.Error(100, "(#100) Missing Permission") : PageList.Answer(null, PageList.Entry("1")),
            new PageScope([], [], true));

        var directory = await story.FindAsync();

        Assert.Equal(["1"], directory.Pages.Keys);
        Assert.Contains("business_management", Assert.Single(story.Graph.Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_edge_of_a_business_that_cannot_be_read_costs_only_its_Pages()
    {
        using var story = new Discovery(
            call => call.Path switch
            {
                "me/accounts" => PageList.Answer(null),
                "me/businesses" => PageList.Answer(null, """{"id":"50"}"""),
                "50/owned_pages" => GraphAnswer.PermissionMissing,
                _ => PageList.Answer(null, PageList.Entry("4")),
            },
            new PageScope([], [], true));

        var directory = await story.FindAsync();

        Assert.Equal(["4"], directory.Pages.Keys);
        Assert.Contains("The owned_pages of business 50 can't be read", Assert.Single(story.Graph.Log.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("me/accounts")]
    [InlineData("9")]
    public async Task A_dead_token_ends_the_search(string path)
    {
        using var story = new Discovery(call => call.Path == path ? GraphAnswer.Expired : PageList.Answer(null), new PageScope(["9"], [], false));

        Assert.Equal(GraphErrorKind.TokenInvalid, (await Assert.ThrowsAsync<GraphException>(() => story.FindAsync())).Kind);
    }

    [Fact]
    public async Task Given_tokens_are_the_Pages_and_nobody_is_asked()
    {
        using var story = new Discovery(
            _ => throw new InvalidOperationException("Nothing is to be asked."),
            new PageScope(["1", "2", "5"], ["2"], true),
            new PageCredentials.TokenPerPage(new Dictionary<string, AccessToken> { ["1"] = new("EAAPAGE1"), ["2"] = new("EAAPAGE2"), ["3"] = new("EAAPAGE3") }));

        var directory = await story.FindAsync("8");

        Assert.Equal(["1"], directory.Pages.Keys);
        Assert.Equal("Page 1", directory.Pages["1"].ToString());
        Assert.Equal(["5"], directory.Missing.Keys);
        Assert.Contains("page_tokens has no token for it", Assert.Single(story.Graph.Log.Warnings), StringComparison.Ordinal);
    }

    private sealed class Discovery : IDisposable
    {
        private readonly PageCredentials _credentials;

        public Discovery(Func<GraphCall, GraphAnswer> answer, PageScope? scope = null, PageCredentials? credentials = null)
        {
            Graph = new GraphStory(answer);
            _credentials = credentials ?? new PageCredentials.OneToken(new AccessToken("EAAUSER"));
            Found = new PageDiscovery(Graph.Edges, scope ?? new PageScope([], [], false), Graph.Redactor, Graph.Log);
        }

        public GraphStory Graph { get; }

        public PageDiscovery Found { get; }

        public async Task<PageDirectory> FindAsync(params string[] alsoWanted)
        {
            await foreach (var _ in Found.FindAsync(_credentials, alsoWanted, CallLimits.None, TestContext.Current.CancellationToken))
            {
            }

            return Found.Directory;
        }

        public void Dispose() => Graph.Dispose();
    }
}
