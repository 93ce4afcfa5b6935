using Airbyte.Cdk;
using Facebook.Graph;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.Checks;

public sealed class ConnectionCheckTests
{
    [Fact]
    public async Task A_user_token_in_good_health_takes_three_requests_and_reads_one_day_of_one_Page()
    {
        using var story = new CheckStory();

        Assert.Equal(CheckResult.Success, await story.CheckAsync());

        Assert.Equal(["debug_token EAAUSER", "me/accounts EAAUSER", "1/insights EAAPAGE1"], story.Journal);
        var probe = story.Graph.Server.InsightsCalls[0];
        Assert.Equal(("page_post_engagements", "day", "2026-11-21", "2026-11-22"), (probe.Parameters["metric"], probe.Parameters["period"], probe.Parameters["since"], probe.Parameters["until"]));
        Assert.Empty(story.Graph.Log.Warnings);
        Assert.Equal("****", story.Graph.Redactor.Redact("EAAPAGE1"));
    }

    [Fact]
    public async Task With_an_app_the_token_is_inspected_by_the_app_and_exchanged()
    {
        using var story = new CheckStory(CheckStory.OfUser(withApp: true));

        Assert.True((await story.CheckAsync()).Succeeded);

        Assert.Equal(["debug_token 1200000000000001|s3cr3t", "oauth/access_token -", "me/accounts EAALONG", "1/insights EAAPAGE1"], story.Journal);
    }

    [Fact]
    public async Task A_Page_token_is_tried_on_its_own_Page()
    {
        using var story = new CheckStory
        {
            IsPageToken = true,
            Token = """{"is_valid":true,"type":"PAGE","profile_id":"1","scopes":["pages_read_engagement","read_insights"]}""",
        };

        Assert.True((await story.CheckAsync()).Succeeded);

        Assert.Equal(["debug_token EAAUSER", "me/accounts EAAUSER", "me EAAUSER", "1/insights EAAUSER"], story.Journal);
    }

    [Fact]
    public async Task A_Page_token_with_an_app_takes_five_requests()
    {
        using var story = new CheckStory(CheckStory.OfUser(withApp: true)) { IsPageToken = true };

        Assert.True((await story.CheckAsync()).Succeeded);

        Assert.Equal(5, story.Journal.Count);
        Assert.Equal("1/insights EAALONG", story.Journal[^1]);
    }

    [Fact]
    public async Task Tokens_of_Pages_are_tried_each_as_far_as_requests_go()
    {
        using var story = new CheckStory(CheckStory.OfPages("1", "2", "3", "4", "5", "6"));

        Assert.True((await story.CheckAsync()).Succeeded);

        Assert.Equal(["debug_token EAAPAGE1", "1/insights EAAPAGE1", "2/insights EAAPAGE2", "3/insights EAAPAGE3", "4/insights EAAPAGE4"], story.Journal);
    }

    [Fact]
    public async Task Only_wanted_tokens_of_Pages_are_tried()
    {
        using var story = new CheckStory(CheckStory.OfPages("1", "2", "3") with { ExcludePageIds = ["1"], PageIds = ["1", "3"] });

        Assert.True((await story.CheckAsync()).Succeeded);

        Assert.Equal(["debug_token EAAPAGE3", "3/insights EAAPAGE3"], story.Journal);
    }

    [Fact]
    public async Task However_many_Pages_there_are_five_requests_are_enough()
    {
        using var story = new CheckStory { Listed = [.. Enumerable.Range(1, 1000).Select(id => CheckStory.Entry($"{id}"))] };

        Assert.True((await story.CheckAsync()).Succeeded);

        Assert.Equal(3, story.Journal.Count);
    }

    [Fact]
    public async Task Named_Pages_that_the_list_omits_are_looked_up_as_far_as_requests_go()
    {
        using var story = new CheckStory(CheckStory.OfUser() with { PageIds = ["7", "8", "9"] });

        Assert.True((await story.CheckAsync()).Succeeded);

        Assert.Equal(["debug_token EAAUSER", "me/accounts EAAUSER", "7 EAAUSER", "8 EAAUSER", "7/insights EAAPAGE7"], story.Journal);
    }

    [Theory]
    [MemberData(nameof(Constellations))]
    public async Task No_constellation_of_faults_takes_more_than_five_requests(string constellation)
    {
        for (var faults = 0; faults < 1 << 6; faults++)
        {
            foreach (var fault in new[] { GraphAnswer.Fault, new GraphAnswer(404, "<html>Not Found</html>"), GraphAnswer.Gone("x"), GraphAnswer.InvalidMetric, GraphAnswer.PageTokenRequired })
            {
                using var story = In(constellation);
                var calls = 0;
                story.Instead = _ => (faults & (1 << calls++)) != 0 ? fault : null;

                await story.CheckAsync();

                Assert.True(story.Journal.Count <= 5, $"{constellation}, faults {faults:b}: {string.Join(", ", story.Journal)}");
                Assert.NotEmpty(story.Journal);
            }
        }
    }

    public static TheoryData<string> Constellations =>
        ["user", "user with app", "page", "page with app", "long list", "named", "named and long", "business", "tokens of pages", "unreadable"];

    [Theory]
    [MemberData(nameof(Constellations))]
    public async Task An_API_that_answers_only_faults_is_given_up_after_two_attempts(string constellation)
    {
        using var story = In(constellation);
        story.Instead = _ => GraphAnswer.Fault;

        var result = await story.CheckAsync();

        Assert.False(result.Succeeded);
        Assert.Equal(2, story.Journal.Count);
        Assert.Contains("code 2", result.Message, StringComparison.Ordinal);
        Assert.Contains("Try again later", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_API_that_cannot_be_reached_is_told_as_such()
    {
        using var story = new CheckStory { Instead = _ => throw new HttpRequestException("Name or service not known (graph.example:443)") };

        var result = await story.CheckAsync();

        Assert.False(result.Succeeded);
        Assert.Equal(2, story.Journal.Count);
        Assert.Contains("Name or service not known", result.Message, StringComparison.Ordinal);
        Assert.Contains("no answer", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_debug_token_calls_invalid_fails_with_cause_and_remedy()
    {
        using var story = new CheckStory
        {
            Token = """{"error":{"code":190,"message":"Error validating access token: Session has expired on Friday, 20-Nov-26 08:00:00 PST.","subcode":463},"is_valid":false,"scopes":[]}""",
        };

        var result = await story.CheckAsync();

        Assert.Contains("Session has expired", result.Message, StringComparison.Ordinal);
        Assert.Contains("create a new one", result.Message, StringComparison.Ordinal);
        Assert.Single(story.Journal);
    }

    [Fact]
    public async Task A_token_that_no_call_takes_fails_with_cause_and_remedy()
    {
        using var story = new CheckStory { Instead = _ => GraphAnswer.Error(190, "Invalid OAuth access token - Cannot parse access token") };

        var result = await story.CheckAsync();

        Assert.Contains("Cannot parse access token", result.Message, StringComparison.Ordinal);
        Assert.Contains("check that it was copied whole", result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read_insights")]
    [InlineData("pages_read_engagement")]
    [InlineData("pages_show_list")]
    public async Task A_missing_permission_is_named(string permission)
    {
        using var story = new CheckStory();
        story.Token = story.Token.Replace($"\"{permission}\"", "\"email\"", StringComparison.Ordinal);

        var result = await story.CheckAsync();

        Assert.False(result.Succeeded);
        Assert.Contains($"lacks the permission {permission}: grant", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_Facebook_does_not_tell_about_the_token_the_check_goes_on()
    {
        using var story = new CheckStory { Instead = call => call.Path == "debug_token" ? GraphAnswer.PermissionMissing : null };

        Assert.True((await story.CheckAsync()).Succeeded);
        Assert.Equal(3, story.Journal.Count);
    }

    [Fact]
    public async Task A_wrong_app_secret_is_told_apart_from_a_bad_token()
    {
        using var story = new CheckStory(CheckStory.OfUser(withApp: true))
        {
            Instead = call => call.Token?.Contains('|', StringComparison.Ordinal) == true ? GraphAnswer.Error(190, "Invalid OAuth access token signature.") : null,
        };

        var result = await story.CheckAsync();

        Assert.False(result.Succeeded);
        Assert.Contains("Check client_id and app_secret", result.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("copied whole", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_proof_names_the_app_secret()
    {
        using var story = new CheckStory(CheckStory.OfUser(withApp: true)) { Instead = call => call.Path == "me/accounts" ? GraphAnswer.WrongProof : null };

        var result = await story.CheckAsync();

        Assert.Contains("app_secret", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_secret_that_shows_in_the_exchange_fails()
    {
        using var story = new CheckStory(CheckStory.OfUser(withApp: true))
        {
            Instead = call => call.Path == "oauth/access_token" ? GraphAnswer.Error(101, "Error validating client secret.") : null,
        };

        var result = await story.CheckAsync();

        Assert.Contains("Check client_id and app_secret", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_cannot_be_exchanged_is_used_as_it_is_with_a_warning()
    {
        using var story = new CheckStory(CheckStory.OfUser(withApp: true))
        {
            Instead = call => call.Path == "oauth/access_token" ? GraphAnswer.Error(100, "The token can't be exchanged") : null,
        };

        Assert.True((await story.CheckAsync()).Succeeded);
        Assert.Contains("could not be exchanged", Assert.Single(story.Graph.Log.Warnings), StringComparison.Ordinal);
        Assert.Contains("me/accounts EAAUSER", story.Journal);
    }

    [Fact]
    public async Task No_Page_at_all_fails_and_says_what_to_do()
    {
        using var story = new CheckStory { Listed = [] };

        var result = await story.CheckAsync();

        Assert.Contains("Facebook lists no Page for this access token.", result.Message, StringComparison.Ordinal);
        Assert.Contains("ANALYZE", result.Message, StringComparison.Ordinal);
        Assert.Contains("discover_business_pages", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_that_are_listed_and_cannot_be_read_fail_and_are_named()
    {
        using var story = new CheckStory { Listed = ["""{"id":"1"}""", """{"id":"2","access_token":"EAAPAGE2","tasks":["MODERATE"]}"""] };

        var result = await story.CheckAsync();

        Assert.Contains("Page 1 comes without a Page token", result.Message, StringComparison.Ordinal);
        Assert.Contains("On Page 2 the token's owner lacks the task ANALYZE", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_business_Pages_wanted_an_empty_list_is_no_proof_of_anything()
    {
        using var story = new CheckStory(CheckStory.OfUser() with { DiscoverBusinessPages = true }) { Listed = [] };

        Assert.True((await story.CheckAsync()).Succeeded);
    }

    [Theory]
    [InlineData("gone", "Check the id")]
    [InlineData("no role", "Grant the task ANALYZE")]
    [InlineData("permission", "Check the id")]
    public async Task A_named_Page_that_cannot_be_read_fails_and_is_named(string kind, string remedy)
    {
        using var story = new CheckStory(CheckStory.OfUser() with { PageIds = ["7", "1"] })
        {
            Instead = call => call.Path != "7" ? null : kind switch
            {
                "gone" => GraphAnswer.Gone("7"),
                "permission" => GraphAnswer.PermissionMissing,
                _ => GraphAnswer.Ok("""{"id":"7"}"""),
            },
        };

        var result = await story.CheckAsync();

        Assert.Contains("Page 7, named in page_ids, can't be read", result.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Page_token_for_another_Page_than_the_wanted_one_fails()
    {
        using var story = new CheckStory(CheckStory.OfUser() with { ExcludePageIds = ["1"] }) { IsPageToken = true };

        var result = await story.CheckAsync();

        Assert.Contains("belongs to Page 1 alone", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task None_of_the_given_Pages_wanted_fails_without_a_request()
    {
        using var story = new CheckStory(CheckStory.OfPages("1") with { PageIds = ["2"] });

        var result = await story.CheckAsync();

        Assert.Contains("check page_ids and exclude_page_ids", result.Message, StringComparison.Ordinal);
        Assert.Empty(story.Journal);
    }

    [Theory]
    [InlineData("metric")]
    [InlineData("period")]
    [InlineData("right")]
    [InlineData("small")]
    [InlineData("much")]
    public async Task A_refusal_that_concerns_the_one_metric_or_the_Pages_size_is_no_reason_to_fail(string kind)
    {
        var refusal = kind switch
        {
            "metric" => GraphAnswer.InvalidMetric,
            "period" => GraphAnswer.InvalidPeriod,
            "right" => GraphAnswer.RightMissing,
            "small" => GraphAnswer.TooSmall,
            _ => GraphAnswer.TooMuchData,
        };
        using var story = new CheckStory { Instead = call => call.IsInsights ? refusal : null };

        Assert.True((await story.CheckAsync()).Succeeded);
        Assert.Single(story.Graph.Server.InsightsCalls);
    }

    [Fact]
    public async Task One_Page_that_cannot_be_read_is_a_warning_when_another_can()
    {
        using var story = new CheckStory { Instead = call => call.IsInsights && call.Node == "1" ? GraphAnswer.RoleLost : null };

        Assert.True((await story.CheckAsync()).Succeeded);

        Assert.Contains("Page 1 (Name of 1): its insights can't be read", Assert.Single(story.Graph.Log.Warnings), StringComparison.Ordinal);
        Assert.Equal("2/insights EAAPAGE2", story.Journal[^1]);
    }

    [Fact]
    public async Task No_Page_that_can_be_read_fails_with_the_last_ones_cause()
    {
        using var story = new CheckStory { Instead = call => call.IsInsights ? GraphAnswer.RoleLost : null };

        var result = await story.CheckAsync();

        Assert.Contains("Page 3 (Name of 3): its insights can't be read", result.Message, StringComparison.Ordinal);
        Assert.Contains("code 190, subcode 492", result.Message, StringComparison.Ordinal);
        Assert.Contains("has a role on it", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_token_among_given_ones_fails_and_names_its_Page()
    {
        using var story = new CheckStory(CheckStory.OfPages("1", "2")) { Instead = call => call.IsInsights && call.Node == "2" ? GraphAnswer.Expired : null };

        var result = await story.CheckAsync();

        Assert.StartsWith("Page 2: its insights can't be read", result.Message, StringComparison.Ordinal);
        Assert.Contains("create a new one", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_given_token_that_debug_token_calls_invalid_is_named_by_its_Page()
    {
        using var story = new CheckStory(CheckStory.OfPages("1", "2")) { Token = """{"is_valid":false}""" };

        Assert.StartsWith("The token of Page 1: ", (await story.CheckAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_will_end_soon_is_a_warning()
    {
        using var story = new CheckStory();
        story.Token = story.Token.Replace("\"expires_at\":0,\"data", $"\"expires_at\":{new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds()},\"data", StringComparison.Ordinal);

        Assert.True((await story.CheckAsync()).Succeeded);

        Assert.Contains("expires on 2026-11-30", Assert.Single(story.Graph.Log.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task No_secret_of_a_call_is_in_the_message_even_where_Facebook_repeats_it(int from)
    {
        using var story = new CheckStory(CheckStory.OfUser(withApp: true));
        var calls = 0;
        story.Instead = call => calls++ >= from
            ? GraphAnswer.Error(2, $"Odd text about {call.Token}, {string.Join(' ', call.Parameters.Where(pair => pair.Key is not ("fields" or "method" or "metric")).Select(pair => pair.Value))}")
            : null;

        var result = await story.CheckAsync();

        var message = result.Message + string.Join(' ', story.Graph.Log.Warnings);
        Assert.Contains("Odd text about", message, StringComparison.Ordinal);
        Assert.All(["EAAUSER", "EAALONG", "EAAPAGE1", "s3cr3t"], secret => Assert.DoesNotContain(secret, message, StringComparison.Ordinal));
    }

    private static CheckStory In(string constellation) => constellation switch
    {
        "user" => new CheckStory(),
        "user with app" => new CheckStory(CheckStory.OfUser(withApp: true)),
        "page" => new CheckStory { IsPageToken = true },
        "page with app" => new CheckStory(CheckStory.OfUser(withApp: true)) { IsPageToken = true },
        "long list" => new CheckStory(CheckStory.OfUser(withApp: true)) { ResultPages = 50 },
        "named" => new CheckStory(CheckStory.OfUser(withApp: true) with { PageIds = ["7", "8", "9", "10", "11", "12"] }),
        "named and long" => new CheckStory(CheckStory.OfUser() with { PageIds = ["7", "8", "9", "10", "11", "12"] }) { ResultPages = 50 },
        "business" => new CheckStory(CheckStory.OfUser(withApp: true) with { DiscoverBusinessPages = true }) { Listed = [] },
        "tokens of pages" => new CheckStory(CheckStory.OfPages("1", "2", "3", "4", "5", "6")),
        "unreadable" => new CheckStory(CheckStory.OfUser(withApp: true)) { Listed = ["""{"id":"1"}"""] },
        _ => throw new ArgumentOutOfRangeException(nameof(constellation)),
    };
}
