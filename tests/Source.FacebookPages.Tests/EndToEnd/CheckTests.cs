using GraphSimulator;
using GraphSimulator.Faults;
using GraphSimulator.Pages;
using GraphSimulator.Tokens;
using TestKit;
using static Source.FacebookPages.Tests.EndToEnd.Scenario;

namespace Source.FacebookPages.Tests.EndToEnd;

/// <summary>What check answers: yes, or what is wrong and what to do.</summary>
public sealed class CheckTests
{
    private const int MostRequests = 5;

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task A_good_connection_succeeds_in_at_most_five_requests_however_many_Pages_there_are(int pages)
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages));

        var output = await scenario.CheckAsync();

        Assert.Equal(("SUCCEEDED", null), output.ConnectionStatus);
        Assert.Equal(0, output.ExitCode);
        Assert.Empty(output.Said("WARN"));
        Assert.InRange(scenario.Journal.Count, 1, MostRequests);
        Assert.Contains(scenario.InsightsCalls, call => call.Status == 200);
    }

    [Fact]
    public async Task Five_requests_are_also_the_most_when_everything_is_configured_that_costs_some()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 300));
        scenario.World.Businesses = [.. Enumerable.Range(1, 20).Select(number => new SimulatedBusiness($"30000000000{number:000}", "Business"))];
        foreach (var page in scenario.World.Pages.All.Take(200))
        {
            page.Tasks = ["MODERATE"];
        }

        scenario.Config.With("discover_business_pages", true).WithCredential("client_id", scenario.World.App.Id).WithCredential("app_secret", scenario.World.App.Secret)
            .WithList("page_ids", [.. scenario.World.Pages.All.Select(page => page.Id)]);

        await scenario.CheckAsync();

        Assert.InRange(scenario.Journal.Count, 1, MostRequests);
    }

    [Theory]
    [InlineData(TokenTrouble.Expired, "has expired", "create a new one")]
    [InlineData(TokenTrouble.AppRemoved, "has removed the app", "authorise it again")]
    [InlineData(TokenTrouble.PasswordChanged, "changed the password", "create a new token")]
    [InlineData(TokenTrouble.LoggedOut, "does not accept the access token", "create a new one")]
    [InlineData(TokenTrouble.Checkpointed, "does not accept the access token", "create a new one")]
    [InlineData(TokenTrouble.UserNotConfirmed, "does not accept the access token", "create a new one")]
    [InlineData(TokenTrouble.TwoFactorNeeded, "does not accept the access token", "create a new one")]
    [InlineData(TokenTrouble.SessionInvalid, "does not accept the access token", "create a new one")]
    [InlineData(TokenTrouble.Unparsable, "does not accept the access token", "create a new one")]
    public async Task A_token_that_Facebook_refuses_fails_with_the_cause_and_the_remedy(TokenTrouble trouble, string cause, string remedy)
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.World.UserToken.Trouble = trouble;

        var message = await scenario.FailedCheckAsync();

        Assert.Contains(cause, message, StringComparison.Ordinal);
        Assert.Contains(remedy, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_nobody_knows_fails_without_being_shown()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.Config = new ConfigBuilder(scenario.Url, "EAAmistyped0123456789");

        var message = await scenario.FailedCheckAsync();

        Assert.Contains("check that it was copied whole", message, StringComparison.Ordinal);
        Assert.DoesNotContain("mistyped", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read_insights")]
    [InlineData("pages_read_engagement")]
    [InlineData("pages_show_list")]
    public async Task A_missing_permission_is_named(string permission)
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.World.UserToken.RemoveScope(permission);

        var message = await scenario.FailedCheckAsync();

        Assert.Contains($"lacks the permission {permission}", message, StringComparison.Ordinal);
        Assert.Contains("grant what is missing", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_missing_permissions_are_named_at_once_and_the_one_for_businesses_only_when_it_is_needed()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.World.UserToken.RemoveScope("business_management");
        Assert.Equal("SUCCEEDED", (await scenario.CheckAsync()).ConnectionStatus.Status);

        scenario.World.UserToken.RemoveScope("read_insights");
        scenario.Config.With("discover_business_pages", true);

        Assert.Contains("lacks the permissions read_insights, business_management", await scenario.FailedCheckAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lapsed_access_to_data_fails_since_Facebook_would_answer_nothing_without_a_word()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.World.UserToken.DataAccessExpiresAt = scenario.World.Now.AddDays(-3);

        var message = await scenario.FailedCheckAsync();

        Assert.Contains("lapsed on 2026-11-19", message, StringComparison.Ordinal);
        Assert.Contains("log in to the app again", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(13, true)]
    [InlineData(15, false)]
    public async Task A_token_that_expires_within_two_weeks_is_warned_about(int days, bool isWarned)
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.World.UserToken.ExpiresAt = scenario.World.Now.AddDays(days);

        var output = await scenario.CheckAsync();

        Assert.Equal("SUCCEEDED", output.ConnectionStatus.Status);
        Assert.Equal(isWarned, output.Said("WARN").Contains("expires on 2026-12-05: create a new one before", StringComparison.Ordinal));
        Assert.Equal(isWarned, output.Said("WARN").Length > 0);
    }

    [Fact]
    public async Task Access_to_data_that_lapses_soon_is_warned_about()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.World.UserToken.DataAccessExpiresAt = scenario.World.Now.AddDays(7);

        var output = await scenario.CheckAsync();

        Assert.Equal("SUCCEEDED", output.ConnectionStatus.Status);
        Assert.Contains("lapses on 2026-11-29", output.Said("WARN"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_lived_token_is_warned_about_unless_it_can_be_exchanged()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.Config = new ConfigBuilder(scenario.Url, scenario.World.ShortLivedUserToken.Value);

        var alone = await scenario.CheckAsync();
        Assert.Equal("SUCCEEDED", alone.ConnectionStatus.Status);
        Assert.Contains("short-lived", alone.Said("WARN"), StringComparison.Ordinal);
        Assert.Contains("client_id and app_secret", alone.Said("WARN"), StringComparison.Ordinal);

        scenario.Config.WithCredential("client_id", scenario.World.App.Id).WithCredential("app_secret", scenario.World.App.Secret);
        var exchanged = await scenario.CheckAsync();
        Assert.Equal("SUCCEEDED", exchanged.ConnectionStatus.Status);
        Assert.Empty(exchanged.Said("WARN"));
    }

    [Fact]
    public async Task A_wrong_secret_of_the_app_fails_and_app_secret_is_named()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.Config.WithCredential("app_secret", "0123456789abcdef0123456789abcdef");
        Assert.Contains("Check app_secret", await scenario.FailedCheckAsync(), StringComparison.Ordinal);

        scenario.Config.WithCredential("client_id", scenario.World.App.Id);
        Assert.Contains("app_secret", await scenario.FailedCheckAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_that_demands_a_proof_fails_without_one_and_app_secret_is_named()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.World.App.RequireProof = true;

        Assert.Contains("app_secret", await scenario.FailedCheckAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_client_id_fails_and_is_named()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.Config.WithCredential("client_id", "999").WithCredential("app_secret", scenario.World.App.Secret);

        Assert.Contains("client_id", await scenario.FailedCheckAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_Page_at_all_fails_with_what_to_look_for()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 0));

        var message = await scenario.FailedCheckAsync();

        Assert.Contains("lists no Page", message, StringComparison.Ordinal);
        Assert.Contains("ANALYZE", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_without_the_task_ANALYZE_fail_and_the_task_is_named()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 2));
        scenario.World.Pages[Page1].Tasks = ["MODERATE"];
        scenario.World.Pages[Page2].TokenWithheld = true;

        var message = await scenario.FailedCheckAsync();

        Assert.Contains($"On Page {Page1} the token's owner lacks the task ANALYZE", message, StringComparison.Ordinal);
        Assert.Contains($"Page {Page2} comes without a Page token", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_Page_that_does_not_exist_fails_with_its_id()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 2));
        scenario.Config.WithList("page_ids", Page1, "424242");

        var message = await scenario.FailedCheckAsync();

        Assert.Contains("Page 424242, named in page_ids, can't be read", message, StringComparison.Ordinal);
        Assert.Contains("Check the id", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Page_that_can_not_be_read_is_a_warning_as_long_as_another_can()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 3));
        scenario.World.Pages[Page1].Loss = PageLoss.RoleLost;

        var output = await scenario.CheckAsync();

        Assert.Equal("SUCCEEDED", output.ConnectionStatus.Status);
        Assert.Contains(Page1, output.Said("WARN"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PageLoss.RoleLost)]
    [InlineData(PageLoss.Vanished)]
    [InlineData(PageLoss.PermissionDenied)]
    [InlineData(PageLoss.EndpointPermission)]
    [InlineData(PageLoss.ImpersonationLost)]
    [InlineData(PageLoss.NotAccessible)]
    [InlineData(PageLoss.ViewerLacksPermission)]
    [InlineData(PageLoss.ManagePagesNeeded)]
    public async Task A_single_Page_that_is_lost_fails_with_its_id_and_what_to_do(PageLoss loss)
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.World.Pages[Page1].Loss = loss;

        var message = await scenario.FailedCheckAsync();

        Assert.Contains(Page1, message, StringComparison.Ordinal);
        Assert.Matches("[Gg]rant|[Cc]heck|[Cc]reate", message);
    }

    [Theory]
    [InlineData("page_impressions")]
    [InlineData("page_no_such_metric")]
    public async Task A_dead_or_unknown_metric_is_no_reason_to_fail(string metric)
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.Config.WithList("metric_groups").WithList("metrics", metric);

        Assert.Equal("SUCCEEDED", (await scenario.CheckAsync()).ConnectionStatus.Status);
    }

    [Fact]
    public async Task Neither_is_the_metric_that_check_itself_asks_for()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 1));
        scenario.World.Metrics.Refuse("page_post_engagements");

        Assert.Equal("SUCCEEDED", (await scenario.CheckAsync()).ConnectionStatus.Status);
    }

    public static TheoryData<string, Fault> Faults => new()
    {
        { "code 2", Fault.Answer(GraphErrors.Unexpected) },
        { "code 1", Fault.Answer(GraphErrors.Unknown) },
        { "HTTP 502", Fault.Html(502) },
        { "HTTP 500", Fault.Html(500) },
        { "no answer", Fault.Reset() },
        { "", Fault.Truncated() },
        { "", Fault.BrokenJson() },
        { "", Fault.EmptyBody() },
        { "code 2", Fault.OkWithError(GraphErrors.Unexpected) },
        { "HTTP 429", Fault.TooManyRequests(1) },
        { "code 4", Fault.Answer(GraphErrors.AppLimit) },
        { "code 17", Fault.Answer(GraphErrors.UserLimit) },
        { "code 613", Fault.Answer(GraphErrors.CallRate) },
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public async Task An_API_that_answers_only_faults_fails_with_the_cause_within_two_attempts(string cause, Fault fault)
    {
        var world = SimulatedWorld.Create(pages: 1);
        await using var scenario = await StartAsync(world, new FastClock(world.Now, speed: 30));
        world.Faults.Add(fault);

        var message = await scenario.FailedCheckAsync();

        Assert.InRange(scenario.Journal.Count, 1, 2);
        Assert.Contains(cause, message, StringComparison.Ordinal);
        Assert.Contains("again later", message.Replace("then try again later", "again later", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_API_that_never_answers_fails_within_two_attempts()
    {
        var world = SimulatedWorld.Create(pages: 1);
        await using var scenario = await StartAsync(world, new FastClock(world.Now, speed: 30));
        world.Faults.Add(Fault.Stall(Timeout.InfiniteTimeSpan));
        scenario.Config.With("request_timeout_seconds", 10);

        var message = await scenario.FailedCheckAsync();

        Assert.Contains("does not answer", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://graph.invalid")]
    public async Task A_host_that_can_not_be_reached_fails_with_its_address(string url)
    {
        var world = SimulatedWorld.Create(pages: 1);
        await using var scenario = await StartAsync(world, new FastClock(world.Now, speed: 30));
        scenario.Config.With("api_url", url);

        var message = await scenario.FailedCheckAsync();

        Assert.Contains(url, message, StringComparison.Ordinal);
        Assert.Contains("again later", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_tokens_are_tried_and_a_dead_one_fails_with_its_Page()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 3));
        scenario.Config.WithPageTokens(
            (Page1, scenario.World.Pages[Page1].Token.Value), (Page2, scenario.World.Pages[Page2].Token.Value), (Page3, scenario.World.Pages[Page3].Token.Value));
        Assert.Equal("SUCCEEDED", (await scenario.CheckAsync()).ConnectionStatus.Status);
        Assert.InRange(scenario.Journal.Count, 1, MostRequests);

        scenario.World.Pages[Page2].Token.Trouble = TokenTrouble.Expired;

        var message = await scenario.FailedCheckAsync();
        Assert.Contains(Page2, message, StringComparison.Ordinal);
        Assert.Contains("create a new one", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Page_token_that_belongs_to_another_Page_fails()
    {
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: 2));
        scenario.Config.WithPageTokens((Page1, scenario.World.Pages[Page2].Token.Value));

        Assert.Contains(Page1, await scenario.FailedCheckAsync(), StringComparison.Ordinal);
    }
}
