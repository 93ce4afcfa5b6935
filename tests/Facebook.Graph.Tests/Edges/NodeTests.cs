namespace Facebook.Graph.Tests;

public sealed class NodeTests : IDisposable
{
    private readonly GraphStory _story = new();

    public void Dispose() => _story.Dispose();

    [Fact]
    public void A_page_is_read_with_its_token()
    {
        _story.Script.Answer("100", Answers.Ok("""{"id":"100","name":"Blue Door","access_token":"EAAPAGE1"}"""));

        Assert.Equal(new PageEntry("100", "Blue Door", new AccessToken("EAAPAGE1"), null), Page("100"));
        Assert.Equal("https://graph.test/v25.0/100?fields=id,name,access_token", _story.Script.Calls[0].Address.AbsoluteUri);
    }

    [Fact]
    public void A_page_without_a_role_shows_its_id_only()
    {
        _story.Script.Answer("100", Answers.Ok("""{"id":"100"}"""));

        Assert.Equal(new PageEntry("100", null, null, null), Page("100"));
    }

    [Fact]
    public void A_page_counts_on_its_own_budget_and_me_on_the_apps()
    {
        _story.Script.Answer("100", Answers.PageThrottled(minutes: 2), Answers.Ok("""{"id":"100"}""")).Answer("me", Answers.Ok("""{"id":"100"}"""));

        _story.Run(async () =>
        {
            var throttled = _story.Edges.PageAsync("100", GraphStory.Token, new CallLimits(RateLimitObserver: _story.Observer), CancellationToken.None);
            await _story.PassAsync(1);
            await _story.Edges.PageAsync("me", GraphStory.Token, CallLimits.None, CancellationToken.None);
            await throttled;
        });

        Assert.Equal([1], _story.Script.SecondsOf("me"));
        Assert.Equal([0, 120], _story.Script.SecondsOf("100"));
        Assert.Equal((0, 120), _story.Observer.Words[0]);
    }

    [Fact]
    public void A_valid_token_is_described_in_full()
    {
        _story.Script.Answer("debug_token", Answers.Ok("""
            {"data":{"app_id":"1200000000000001","type":"PAGE","application":"Acme Reports",
             "data_access_expires_at":1803168000,"expires_at":0,"is_valid":true,"issued_at":1795219200,
             "profile_id":"100000000000001","user_id":"200000000000002",
             "scopes":["pages_show_list","read_insights"],
             "granular_scopes":[{"scope":"pages_show_list","target_ids":["1","2"]},{"scope":"pages_show_list","target_ids":["2",3]},{"scope":"read_insights"},{"scope":"x","target_ids":[]},{"target_ids":["9"]}]}}
            """));

        var info = Debug();

        Assert.Equal((true, "PAGE", "1200000000000001", "100000000000001"), (info.IsValid, info.Type, info.AppId, info.ProfileId));
        Assert.Null(info.ExpiresAt);
        Assert.Equal(new DateTimeOffset(2027, 2, 21, 0, 0, 0, TimeSpan.Zero), info.DataAccessExpiresAt);
        Assert.Equal(["pages_show_list", "read_insights"], info.Scopes);
        Assert.Equal(["1", "2", "3"], Assert.Single(info.GranularTargets, entry => entry.Key == "pages_show_list").Value);
        Assert.Single(info.GranularTargets);
        Assert.Null(info.Error);
    }

    [Fact]
    public void The_inspected_token_is_a_secret_and_the_inspector_carries_the_call()
    {
        _story.Script.Answer("debug_token", Answers.Ok("""{"data":{"is_valid":true}}"""));

        Debug();

        var call = Assert.Single(_story.Script.Calls);
        Assert.Equal("https://graph.test/v25.0/debug_token", call.Address.AbsoluteUri);
        Assert.Equal("EAAinspected", call.FormValue("input_token"));
        Assert.Equal("Bearer 1200000000000001|s3cr3t", call.Authorization);
    }

    [Fact]
    public void An_invalid_token_is_described_with_its_error()
    {
        _story.Script.Answer("debug_token", Answers.Ok("""{"data":{"error":{"code":190,"message":"Error validating access token: EAAinspected has expired","subcode":463},"is_valid":false,"scopes":[]}}"""));

        var info = Debug();

        Assert.False(info.IsValid);
        Assert.Equal((190, 463, "Error validating access token: **** has expired"), (info.Error!.Code, info.Error.Subcode!.Value, info.Error.Message));
        Assert.Equal(GraphErrorKind.TokenInvalid, GraphErrorClassifier.Classify(info.Error).Kind);
        Assert.Empty(info.Scopes!);
    }

    [Fact]
    public void What_an_app_token_has_not_is_absent()
    {
        _story.Script.Answer("debug_token", Answers.Ok("""{"data":{"app_id":1200000000000001,"type":"APP","is_valid":true,"expires_at":1e300,"data_access_expires_at":"0"}}"""));

        var info = Debug();

        Assert.Equal(("1200000000000001", "APP", null, null, null), (info.AppId, info.Type, info.ProfileId, info.ExpiresAt, info.DataAccessExpiresAt));
        Assert.Null(info.Scopes);
        Assert.Empty(info.GranularTargets);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":{"is_valid":"perhaps"}}""")]
    public void A_description_that_does_not_say_whether_the_token_is_valid_is_asked_for_again(string body)
    {
        _story.Script.Answer("debug_token", Answers.Ok(body), Answers.Ok("""{"data":{"is_valid":true}}"""));

        Assert.True(Debug().IsValid);
    }

    [Fact]
    public void A_token_is_exchanged_without_a_secret_in_the_address_or_a_token_in_the_header()
    {
        _story.Options = _story.Options with { AppSecret = "s3cr3t" };
        _story.Script.Answer("oauth/access_token", Answers.Ok("""{"access_token":"EAAlong","token_type":"bearer","expires_in":5183944}"""));

        var exchanged = Exchange();

        Assert.Equal(new ExchangedToken(new AccessToken("EAAlong"), TimeSpan.FromSeconds(5183944)), exchanged);
        var call = Assert.Single(_story.Script.Calls);
        Assert.Equal("https://graph.test/v25.0/oauth/access_token?grant_type=fb_exchange_token&client_id=12", call.Address.AbsoluteUri);
        Assert.Equal([new("method", "get"), new("client_secret", "s3cr3t"), new("fb_exchange_token", "EAAshort")], call.Form);
        Assert.Null(call.Authorization);
    }

    [Fact]
    public void Where_the_body_is_refused_the_exchange_is_asked_for_as_documented()
    {
        _story.Script.Answer("oauth/access_token", Answers.Error(2500, "Unknown path components: /access_token"), Answers.Ok("""{"access_token":"EAAlong"}"""));

        Assert.Equal(new ExchangedToken(new AccessToken("EAAlong"), null), Exchange());

        var call = _story.Script.Calls[1];
        Assert.Equal("GET", call.Method);
        Assert.Equal(
            [new("grant_type", "fb_exchange_token"), new("client_id", "12"), new("client_secret", "s3cr3t"), new("fb_exchange_token", "EAAshort")],
            call.Query);
        Assert.Null(call.Authorization);
    }

    [Theory]
    [InlineData("""{"access_token":"EAAlong","expires_in":0}""")]
    [InlineData("""{"access_token":"EAAlong","expires_in":null}""")]
    [InlineData("""{"access_token":"EAAlong","expires_in":-1}""")]
    [InlineData("""{"access_token":"EAAlong","expires_in":8e15}""")]
    public void A_token_may_be_exchanged_for_one_that_does_not_expire(string body)
    {
        _story.Script.Answer("oauth/access_token", Answers.Ok(body));

        Assert.Null(Exchange().ExpiresIn);
    }

    [Fact]
    public void An_exchange_that_gives_no_token_that_can_be_sent_is_no_answer()
    {
        _story.Options = _story.Options with { MaxAttempts = 2 };
        _story.Script.Answer("oauth/access_token", Answers.Ok("{}"), Answers.Ok("""{"access_token":"a b"}"""));

        _story.Run(async () =>
        {
            var failure = await GraphStory.CatchAsync<GraphException>(() => _story.Edges.ExchangeTokenAsync(new AccessToken("EAAshort"), "12", "s3cr3t", CallLimits.None, CancellationToken.None));
            Assert.Equal(GraphErrorKind.Transient, failure.Kind);
        });
    }

    [Fact]
    public void A_wrong_app_secret_is_the_apps_fault()
    {
        _story.Script.Answer("oauth/access_token", Answers.Error(101, "Error validating client secret."));

        _story.Run(async () =>
        {
            var failure = await GraphStory.CatchAsync<GraphException>(() => _story.Edges.ExchangeTokenAsync(new AccessToken("EAAshort"), "12", "s3cr3t", CallLimits.None, CancellationToken.None));
            Assert.Equal(GraphErrorKind.AppInvalid, failure.Kind);
        });
    }

    private PageEntry Page(string id)
    {
        PageEntry? page = null;
        _story.Run(async () => page = await _story.Edges.PageAsync(id, GraphStory.Token, CallLimits.None, CancellationToken.None));
        return page!;
    }

    private TokenInfo Debug()
    {
        TokenInfo? info = null;
        _story.Run(async () => info = await _story.Edges.DebugTokenAsync(new AccessToken("EAAinspected"), new AccessToken("1200000000000001|s3cr3t"), CallLimits.None, CancellationToken.None));
        return info!;
    }

    private ExchangedToken Exchange()
    {
        ExchangedToken? exchanged = null;
        _story.Run(async () => exchanged = await _story.Edges.ExchangeTokenAsync(new AccessToken("EAAshort"), "12", "s3cr3t", CallLimits.None, CancellationToken.None));
        return exchanged!;
    }
}
