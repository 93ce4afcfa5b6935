namespace Facebook.Graph.Tests;

public sealed class ListEdgeTests : IDisposable
{
    private readonly GraphStory _story = new();

    public void Dispose() => _story.Dispose();

    [Fact]
    public void Pages_come_with_name_token_and_tasks()
    {
        _story.Script.Answer("me/accounts", Answers.Ok("""
            {"data":[
              {"access_token":"EAAPAGE1","category":"Coffee shop","name":"Blue Door Coffee \ud83d\udeaa","id":"100000000000001","tasks":["ADVERTISE","ANALYZE"]},
              {"name":"Harbour Books","id":"100000000000002","tasks":[]},
              {"id":100000000000003,"name":null,"access_token":null,"tasks":null}],
             "paging":{"cursors":{"before":"QQ","after":"WW"}}}
            """));

        var pages = Assert.Single(ReadAccounts());

        Assert.Equal(["100000000000001", "100000000000002", "100000000000003"], pages.Select(page => page.Id));
        Assert.Equal(["Blue Door Coffee 🚪", "Harbour Books", null], pages.Select(page => page.Name));
        Assert.Equal([new AccessToken("EAAPAGE1"), null, null], pages.Select(page => page.Token));
        Assert.Equal(["ADVERTISE", "ANALYZE"], pages[0].Tasks);
        Assert.Empty(pages[1].Tasks!);
        Assert.Null(pages[2].Tasks);
        var call = Assert.Single(_story.Script.Calls);
        Assert.Equal("https://graph.test/v25.0/me/accounts?fields=id,name,access_token,tasks&limit=100", call.Address.AbsoluteUri);
    }

    [Fact]
    public void The_list_goes_on_with_the_cursor_and_never_with_the_address_given()
    {
        _story.Script.Answer("me/accounts", ResultPage("1", after: "A1", next: "https://evil.test/v3.0/me/accounts?access_token=EAAother&after=XX"), ResultPage("2", after: "B+/="), ResultPage("3", after: "C3", next: null));

        Assert.Equal(["1"], Ids(ReadAccounts(take: 1)));
        Assert.Equal(["2", "3"], Ids(ReadAccounts()));

        Assert.All(_story.Script.Calls, call => Assert.StartsWith("https://graph.test/v25.0/me/accounts?fields=id,name,access_token,tasks&limit=100", call.Address.AbsoluteUri, StringComparison.Ordinal));
        Assert.Equal([null, null, "B+/="], _story.Script.Calls.Select(call => call.QueryValue("after")));
    }

    [Fact]
    public void An_empty_result_page_with_a_next_is_not_the_end()
    {
        _story.Script.Answer("me/accounts", ResultPage("1", "A"), Answers.Ok("""{"data":[],"paging":{"cursors":{"after":"B"},"next":"https://graph.test/x?after=B"}}"""), ResultPage("3", "C", next: null));

        Assert.Equal(["1", "3"], Ids(ReadAccounts()));
        Assert.Equal([null, "A", "B"], _story.Script.Calls.Select(call => call.QueryValue("after")));
    }

    [Theory]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":[],"paging":{}}""")]
    [InlineData("""{"data":[],"paging":null}""")]
    [InlineData("""{"data":[],"paging":{"cursors":{"before":"A","after":"B"}}}""")]
    [InlineData("""{"data":[],"paging":{"cursors":{"after":"B"},"next":null}}""")]
    [InlineData("""{"data":[],"paging":{"cursors":{"after":"B"},"next":""}}""")]
    [InlineData("""{"data":[],"paging":{"cursors":{"after":"B"},"previous":"https://graph.test/x?before=A"}}""")]
    public void A_list_without_a_next_is_at_its_end_cursors_or_not(string body)
    {
        _story.Script.Answer("me/accounts", Answers.Ok(body));

        Assert.Empty(Ids(ReadAccounts()));
    }

    [Theory]
    [InlineData("""{"next":"https://graph.test/v25.0/2/accounts?access_token=x&limit=25&after=Q%2BQ%3D"}""")]
    [InlineData("""{"next":"https://graph.test/v25.0/2/accounts?after=Q%2BQ%3D&limit=25#top"}""")]
    [InlineData("""{"cursors":{},"next":"https:\/\/graph.test\/2\/accounts?after=Q%2BQ%3D"}""")]
    [InlineData("""{"cursors":{"after":""},"next":"https://graph.test/x?after=Q%2BQ%3D"}""")]
    [InlineData("""{"cursors":null,"next":"https://graph.test/x?before=after=&after=Q%2BQ%3D"}""")]
    public void The_cursor_may_stand_in_the_next_address_alone(string paging)
    {
        _story.Script.Answer("me/accounts", Answers.Ok($$$"""{"data":[],"paging":{{{paging}}}}"""), Answers.Ok());

        ReadAccounts();

        Assert.Equal("Q+Q=", _story.Script.Calls[1].QueryValue("after"));
    }

    [Theory]
    [InlineData("https://graph.test/x?offset=25")]
    [InlineData("https://graph.test/x")]
    [InlineData("https://graph.test/x?after=")]
    [InlineData("nonsense")]
    public void A_next_without_a_cursor_is_not_taken_for_the_end(string next)
    {
        _story.Script.Answer("me/accounts", Answers.Ok($$$"""{"data":[],"paging":{"next":"{{{next}}}"}}"""));

        var failure = FailAccounts();

        Assert.Equal(GraphErrorKind.Unknown, failure.Kind);
        Assert.Contains("me/accounts can't be read to its end", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cursors_that_go_round_in_a_circle_are_not_followed_for_ever()
    {
        _story.Script.Answer("me/accounts", ResultPage("1", "A"), ResultPage("2", "B"), ResultPage("3", "A"));

        var failure = FailAccounts();

        Assert.Equal(GraphErrorKind.Unknown, failure.Kind);
        Assert.Contains("circle", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_token_has_no_accounts()
    {
        _story.Script.Answer("me/accounts", Answers.Error(100, "(#100) Tried accessing nonexisting field (accounts) on node type (Page)"));

        var failure = FailAccounts();

        Assert.Equal(GraphErrorKind.UnknownEdge, failure.Kind);
        Assert.Equal(100, failure.Error.Code);
    }

    [Fact]
    public void A_field_that_does_not_exist_on_an_edge_is_still_a_field()
    {
        _story.Script.Answer("me/accounts", Answers.Error(100, "(#100) Tried accessing nonexisting field (tasks) on node type (Page)"));

        var failure = FailAccounts();

        Assert.Equal((GraphErrorKind.UnknownField, "tasks"), (failure.Kind, failure.Field));
    }

    [Theory]
    [InlineData("EAA\\r\\nHost: evil")]
    [InlineData("EAA with space")]
    [InlineData("EAA\\u00e9")]
    [InlineData("EAA\\ud83d")]
    [InlineData("")]
    public void A_token_that_can_not_be_sent_is_absent(string token)
    {
        _story.Script.Answer("me/accounts", Answers.Ok($$"""{"data":[{"id":"1","access_token":"{{token}}"}]}"""));

        Assert.Null(ReadAccounts()[0][0].Token);
    }

    [Fact]
    public void A_name_that_was_cut_inside_an_emoji_does_not_cost_the_page()
    {
        _story.Script.Answer("me/accounts", Answers.Ok("""{"data":[{"id":"1","name":"Caf\u00e9 \ud83d","access_token":"EAA1"}]}"""));

        var page = ReadAccounts()[0][0];

        Assert.Equal(("1", null, new AccessToken("EAA1")), (page.Id, page.Name, page.Token));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":[{"name":"no id"}]}""")]
    [InlineData("""{"data":[null]}""")]
    [InlineData("[]")]
    public void A_list_that_can_not_be_read_whole_is_asked_for_again(string body)
    {
        _story.Script.Answer("me/accounts", Answers.Ok(body), ResultPage("1", "A", next: null));

        Assert.Equal(["1"], Ids(ReadAccounts()));
    }

    [Fact]
    public void Thousands_of_pages_come_in_order()
    {
        for (var start = 0; start < 5000; start += 100)
        {
            var entries = string.Join(',', Enumerable.Range(start, 100).Select(id => $$"""{"id":"{{id}}"}"""));
            var next = start < 4900 ? $$""","next":"https://graph.test/x?after=c{{start}}" """ : "";
            _story.Script.Answer("me/accounts", Answers.Ok($$$"""{"data":[{{{entries}}}],"paging":{"cursors":{"after":"c{{{start}}}"}{{{next}}}}}"""));
        }

        Assert.Equal(Enumerable.Range(0, 5000).Select(id => $"{id}"), Ids(ReadAccounts()));
    }

    [Fact]
    public void Businesses_come_with_their_names()
    {
        _story.Script.Answer("me/businesses", Answers.Ok("""{"data":[{"id":"900","name":"Acme"},{"id":"901"}],"paging":{"cursors":{"after":"A"},"next":"https://graph.test/x"}}"""), Answers.Ok());

        var businesses = Read(token => _story.Edges.BusinessesAsync(token, CallLimits.None, CancellationToken.None)).SelectMany(page => page);

        Assert.Equal([new BusinessEntry("900", "Acme"), new BusinessEntry("901", null)], businesses);
        Assert.Equal("https://graph.test/v25.0/me/businesses?fields=id,name&limit=100", _story.Script.Calls[0].Address.AbsoluteUri);
    }

    [Fact]
    public void Businesses_without_their_permission_are_missing_a_permission()
    {
        _story.Script.Answer("me/businesses", Answers.Error(100, "(#100) Missing Permission"));

        _story.Run(async () =>
        {
            var failure = await GraphStory.CatchAsync<GraphException>(async () => await _story.Edges.BusinessesAsync(GraphStory.Token, CallLimits.None, CancellationToken.None).GetAsyncEnumerator(CancellationToken.None).MoveNextAsync());
            Assert.Equal(GraphErrorKind.PermissionMissing, failure.Kind);
        });
    }

    [Theory]
    [InlineData("owned_pages", "id,name,access_token,tasks")]
    [InlineData("client_pages", "id,name,access_token")]
    public void The_pages_of_a_business_come_from_its_edges(string edge, string fields)
    {
        _story.Script.Answer($"900/{edge}", ResultPage("1", "A", next: null));

        Assert.Equal(["1"], Ids(Read(token => _story.Edges.BusinessPagesAsync("900", edge, token, CallLimits.None, CancellationToken.None))));
        Assert.Equal(fields, _story.Script.Calls[0].QueryValue("fields"));
    }

    [Fact]
    public void Other_edges_of_a_business_are_not_read() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _story.Edges.BusinessPagesAsync("900", "adaccounts", GraphStory.Token, CallLimits.None, CancellationToken.None));

    [Fact]
    public void The_limits_of_a_call_bind_every_result_page()
    {
        _story.Script.Answer("me/accounts", ResultPage("1", "A"), Answers.ServerFault(), Answers.ServerFault());
        var limits = new CallLimits(MaxAttempts: 2, MaxWait: TimeSpan.Zero, _story.Observer);

        GraphException? failure = null;
        _story.Run(async () => failure = await GraphStory.CatchAsync<GraphException>(async () =>
        {
            await foreach (var page in _story.Edges.AccountsAsync(GraphStory.Token, limits, CancellationToken.None))
            {
                Assert.Equal("1", Assert.Single(page).Id);
            }
        }));

        Assert.Equal(2, failure!.Attempts);
    }

    [Fact]
    public void Reading_a_list_can_be_cancelled_between_result_pages()
    {
        _story.Script.Answer("me/accounts", ResultPage("1", "A"));

        _story.Run(async () =>
        {
            using var stop = new CancellationTokenSource();
            await GraphStory.CatchAsync<OperationCanceledException>(async () =>
            {
                await foreach (var _ in _story.Edges.AccountsAsync(GraphStory.Token, CallLimits.None, stop.Token))
                {
                    await stop.CancelAsync();
                }
            });
        });
    }

    private static ScriptedAnswer ResultPage(string id, string after, string? next = "https://graph.test/v25.0/2/accounts?access_token=EAAx&after=ignored") => Answers.Ok(
        $$$"""{"data":[{"id":"{{{id}}}"}],"paging":{"cursors":{"before":"Z","after":"{{{after}}}"}{{{(next is null ? "" : $", \"next\":\"{next}\"")}}}}}""");

    private static IEnumerable<string> Ids(IEnumerable<IReadOnlyList<PageEntry>> pages) => pages.SelectMany(page => page).Select(page => page.Id);

    private List<IReadOnlyList<PageEntry>> ReadAccounts(int take = int.MaxValue) => Read(token => _story.Edges.AccountsAsync(token, CallLimits.None, CancellationToken.None), take);

    private GraphException FailAccounts()
    {
        GraphException? failure = null;
        _story.Run(async () => failure = await GraphStory.CatchAsync<GraphException>(async () =>
        {
            await foreach (var _ in _story.Edges.AccountsAsync(GraphStory.Token, CallLimits.None, CancellationToken.None))
            {
            }
        }));
        return failure!;
    }

    private List<IReadOnlyList<T>> Read<T>(Func<AccessToken, IAsyncEnumerable<IReadOnlyList<T>>> edge, int take = int.MaxValue)
    {
        var pages = new List<IReadOnlyList<T>>();
        _story.Run(async () =>
        {
            await foreach (var page in edge(GraphStory.Token))
            {
                pages.Add(page);
                if (pages.Count == take)
                {
                    break;
                }
            }
        });
        return pages;
    }
}
