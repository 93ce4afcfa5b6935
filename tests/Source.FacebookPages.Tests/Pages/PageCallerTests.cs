using System.Text;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Facebook.Graph;
using Source.FacebookPages.Failures;
using Source.FacebookPages.Pages;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.Pages;

public sealed class PageCallerTests
{
    [Fact]
    public async Task A_call_carries_the_Pages_token()
    {
        using var story = new Calling(_ => GraphAnswer.Ok("""{"fine":1}"""));

        Assert.Equal("""{"fine":1}""", await story.CallAsync(story.Page));

        Assert.Equal(["1 EAAOLD1"], story.Journal);
    }

    [Theory]
    [MemberData(nameof(StaleTokens))]
    public async Task A_stale_Page_token_is_fetched_anew_once_and_the_call_made_again(string kind)
    {
        var refusal = Refusal(kind);
        using var story = new Calling(call => call.Token switch
        {
            "EAAUSER" => GraphAnswer.Ok("""{"id":"1","name":"Blue Door Coffee","access_token":"EAANEW1"}"""),
            "EAANEW1" => GraphAnswer.Ok("""{"fine":2}"""),
            _ => refusal,
        });

        Assert.Equal("""{"fine":2}""", await story.CallAsync(story.Page));
        Assert.Equal("""{"fine":2}""", await story.CallAsync(story.Page));

        Assert.Single(story.Journal, call => call == "1 EAAUSER");
        Assert.Equal(["1 EAAUSER", "1 EAANEW1", "1 EAANEW1"], story.Journal.TakeLast(3));
        Assert.True(story.Page.TokenWasRenewed);
        Assert.Equal("a token: ****", story.Graph.Redactor.Redact("a token: EAANEW1"));
    }

    public static TheoryData<string> StaleTokens => ["expired", "role", "page token required", "logged out"];

    [Fact]
    public async Task A_right_token_that_is_not_taken_for_a_moment_is_tried_again_without_fetching_another()
    {
        var glitches = 2;
        using var story = new Calling(_ => glitches-- > 0 ? GraphAnswer.PageTokenRequired : GraphAnswer.Ok("{}"));

        await story.CallAsync(story.Page);

        Assert.Equal(["1 EAAOLD1", "1 EAAOLD1", "1 EAAOLD1"], story.Journal);
        Assert.False(story.Page.TokenWasRenewed);
    }

    [Fact]
    public async Task A_fresh_token_that_is_refused_too_means_that_the_Page_is_lost()
    {
        using var story = new Calling(call => call.Token == "EAAUSER" ? GraphAnswer.Ok("""{"id":"1","access_token":"EAANEW1"}""") : GraphAnswer.RoleLost);

        var lost = await Assert.ThrowsAsync<PageLostException>(() => story.CallAsync(story.Page));

        Assert.Equal(["1 EAAOLD1", "1 EAAUSER", "1 EAANEW1"], story.Journal);
        Assert.Equal(492, lost.Error?.Subcode);
        Assert.Contains("Page 1 (Blue Door Coffee) can't be read any more", lost.Message, StringComparison.Ordinal);
        Assert.Contains("code 190, subcode 492", lost.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("EAA", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_token_again_means_that_the_Page_is_lost()
    {
        using var story = new Calling(call => call.Token == "EAAUSER" ? GraphAnswer.Ok("""{"id":"1","access_token":"EAAOLD1"}""") : GraphAnswer.RoleLost);

        await Assert.ThrowsAsync<PageLostException>(() => story.CallAsync(story.Page));

        Assert.Equal(["1 EAAOLD1", "1 EAAUSER"], story.Journal);
    }

    [Fact]
    public async Task No_token_for_the_Page_any_more_means_that_the_Page_is_lost()
    {
        using var story = new Calling(call => call.Token == "EAAUSER" ? GraphAnswer.Ok("""{"id":"1"}""") : GraphAnswer.RoleLost);

        await Assert.ThrowsAsync<PageLostException>(() => story.CallAsync(story.Page));
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("permission")]
    public async Task A_Page_that_the_owner_cannot_reach_either_is_lost(string kind)
    {
        var refusal = Refusal(kind);
        using var story = new Calling(call => call.Token == "EAAUSER" ? refusal : GraphAnswer.RoleLost);

        var lost = await Assert.ThrowsAsync<PageLostException>(() => story.CallAsync(story.Page));

        // What the user needs to know is why the Page itself was refused.
        Assert.Equal(492, lost.Error?.Subcode);
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("permission")]
    public async Task A_Page_that_is_gone_or_a_permission_that_was_lost_is_no_matter_of_tokens(string kind)
    {
        var refusal = Refusal(kind);
        using var story = new Calling(_ => refusal);

        await Assert.ThrowsAsync<PageLostException>(() => story.CallAsync(story.Page));

        Assert.Equal(["1 EAAOLD1"], story.Journal);
    }

    [Fact]
    public async Task The_loss_of_one_Page_does_not_concern_another()
    {
        using var story = new Calling(call => call.Node == "1" ? GraphAnswer.PermissionMissing : GraphAnswer.Ok("{}"));

        await Assert.ThrowsAsync<PageLostException>(() => story.CallAsync(story.Page));

        Assert.Equal("{}", await story.CallAsync(new Page("2", null, new AccessToken("EAAOLD2"), null)));
    }

    [Fact]
    public async Task When_the_owners_token_is_dead_nothing_is_called_any_more_for_anybody()
    {
        using var story = new Calling(_ => GraphAnswer.Expired);

        var first = await Assert.ThrowsAsync<SyncAbortedException>(() => story.CallAsync(story.Page));
        var second = await Assert.ThrowsAsync<SyncAbortedException>(() => story.CallAsync(story.Page));
        var other = await Assert.ThrowsAsync<SyncAbortedException>(() => story.CallAsync(new Page("2", null, new AccessToken("EAAOLD2"), null)));

        Assert.Equal(["1 EAAOLD1", "1 EAAUSER"], story.Journal);
        Assert.All([first, second, other], death =>
        {
            Assert.Equal(FailureType.ConfigError, death.FailureType);
            Assert.Equal(first.Message, death.Message);
        });
        Assert.Contains("code 190, subcode 463", first.Message, StringComparison.Ordinal);
        Assert.Contains("create a new one", first.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_Pages_at_once_find_out_about_a_dead_owner_with_one_question()
    {
        using var story = new Calling(_ => GraphAnswer.Expired);

        await Task.WhenAll(Enumerable.Range(1, 16).Select(id => Assert.ThrowsAsync<SyncAbortedException>(() => story.CallAsync(new Page($"{id}", null, new AccessToken($"EAAOLD{id}"), null)))));

        Assert.Single(story.Journal, call => call.EndsWith("EAAUSER", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_proof_ends_everything()
    {
        using var story = new Calling(_ => GraphAnswer.WrongProof);

        var death = await Assert.ThrowsAsync<SyncAbortedException>(() => story.CallAsync(story.Page));
        await Assert.ThrowsAsync<SyncAbortedException>(() => story.CallAsync(story.Page));

        Assert.Single(story.Journal);
        Assert.Contains("app_secret", death.Message, StringComparison.Ordinal);
        Assert.Equal(FailureType.ConfigError, death.FailureType);
    }

    [Fact]
    public async Task Given_as_one_of_many_a_dead_Page_token_concerns_its_Page_only()
    {
        using var story = new Calling(call => call.Node == "1" ? GraphAnswer.Expired : GraphAnswer.Ok("{}"), owner: null);

        await Assert.ThrowsAsync<PageLostException>(() => story.CallAsync(story.Page));

        Assert.Equal(["1 EAAOLD1"], story.Journal);
        Assert.Equal("{}", await story.CallAsync(new Page("2", null, new AccessToken("EAAOLD2"), null)));
    }

    [Fact]
    public async Task Given_as_the_only_one_a_dead_Page_token_ends_everything()
    {
        using var story = new Calling(_ => GraphAnswer.Expired, owner: "EAAOLD1", isPageToken: true);

        await Assert.ThrowsAsync<SyncAbortedException>(() => story.CallAsync(story.Page));

        Assert.Equal(["1 EAAOLD1"], story.Journal);
    }

    [Fact]
    public async Task Given_as_the_only_one_a_Page_token_without_the_role_loses_its_Page_without_asking_again()
    {
        using var story = new Calling(_ => GraphAnswer.RoleLost, owner: "EAAOLD1", isPageToken: true);

        await Assert.ThrowsAsync<PageLostException>(() => story.CallAsync(story.Page));

        Assert.Equal(["1 EAAOLD1"], story.Journal);
    }

    [Theory]
    [InlineData("metric")]
    [InlineData("too much")]
    [InlineData("fault")]
    public async Task Other_failures_are_the_callers_business(string kind)
    {
        var refusal = Refusal(kind);
        using var story = new Calling(_ => refusal);

        await Assert.ThrowsAsync<GraphException>(() => story.CallAsync(story.Page));

        Assert.DoesNotContain("1 EAAUSER", story.Journal);
    }

    [Fact]
    public async Task When_the_owner_cannot_be_asked_for_a_fault_the_Page_fails_for_that_and_is_not_lost()
    {
        using var story = new Calling(call => call.Token == "EAAUSER" ? GraphAnswer.Fault : GraphAnswer.RoleLost);

        var failure = await Assert.ThrowsAsync<GraphException>(() => story.CallAsync(story.Page));

        Assert.Equal(GraphErrorKind.Transient, failure.Kind);
    }

    private static GraphAnswer Refusal(string kind) => kind switch
    {
        "expired" => GraphAnswer.Expired,
        "role" => GraphAnswer.RoleLost,
        "page token required" => GraphAnswer.PageTokenRequired,
        "logged out" => GraphAnswer.Error(190, "Error validating access token: The session is invalid because the user logged out.", 467),
        "gone" => GraphAnswer.Gone("1"),
        "permission" => GraphAnswer.PermissionMissing,
        "metric" => GraphAnswer.InvalidMetric,
        "too much" => GraphAnswer.TooMuchData,
        "fault" => GraphAnswer.Fault,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private sealed class Calling : IDisposable
    {
        private readonly PageCaller _caller;

        public Calling(Func<GraphCall, GraphAnswer> answer, string? owner = "EAAUSER", bool isPageToken = false)
        {
            Graph = new GraphStory(answer);
            _caller = new PageCaller(Graph.Client, Graph.Edges, owner is null ? null : new AccessToken(owner), isPageToken, Graph.Redactor, Graph.Log);
        }

        public GraphStory Graph { get; }

        public Page Page { get; } = new("1", "Blue Door Coffee", new AccessToken("EAAOLD1"), null);

        public IEnumerable<string> Journal => Graph.Server.Calls.Select(call => call.ToString());

        public Task<string> CallAsync(Page page) => _caller.CallAsync(
            page,
            token => new GraphRequest(page.Id) { Token = token, PageId = page.Id },
            static json => Encoding.UTF8.GetString(json),
            TestContext.Current.CancellationToken);

        public void Dispose()
        {
            _caller.Dispose();
            Graph.Dispose();
        }
    }
}
