using System.Text.Json.Nodes;
using GraphSimulator;
using GraphSimulator.Faults;
using GraphSimulator.Http;
using GraphSimulator.Tokens;
using TestKit;

namespace Source.FacebookPages.Tests.EndToEnd.Failures;

/// <summary>More Pages than one answer lists: the first are read while the others are being listed.</summary>
public sealed class ReadingWhileListingTests
{
    private const int Pages = 230;

    [Fact]
    public async Task Pages_are_read_before_the_list_is_whole_and_every_value_comes_once()
    {
        await using var story = await StartAsync();
        using var reading = new ManualResetEventSlim();
        var wasRead = false;
        story.World.Schedule.When(call => call.AsksInsights, reading.Set);
        story.World.Schedule.When(IsLaterPart, () => wasRead = reading.Wait(TimeSpan.FromSeconds(30)));

        var output = await story.ReadAsync();

        Assert.True(wasRead, "The list waits for the first Page to be read, and the Page for the list.");
        Assert.Equal(0, output.ExitCode);
        story.AssertTruth(output, story.Pages);
        Assert.Equal(story.Pages.Order(), output.Records.Where(record => record.Stream == "pages").Select(record => record.Data["page_id"]!.GetValue<string>()).Order());
        Assert.Equal("COMPLETE", output.FinalStatus("pages"));
        Assert.Equal(3, story.Journal.Entries.Count(call => call.Edge == "accounts"));
        Assert.Contains($"Summary: {Pages} Page(s) found, {Pages} done, 0 skipped, 0 failed", output.Said("INFO"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_goes_on_from_the_states_of_the_first()
    {
        await using var story = await StartAsync();
        story.Config.With("lookback_window_days", 0);
        var first = await story.ReadAsync();
        story.Journal.Clear();

        var second = await story.ReadAsync(state: first.StateFile());

        Assert.Equal(0, second.ExitCode);
        Assert.DoesNotContain(story.Journal.Entries, call => call.Edge == "insights");
        Assert.Equal(States(first), States(second));
    }

    [Fact]
    public async Task The_combined_layout_knows_all_Pages_before_it_reads_the_first()
    {
        await using var story = await StartAsync();
        story.Config.With("stream_layout", "combined");

        var output = await story.ReadAsync(CatalogBuilder.Of(("pages", "full_refresh"), ("page_insights", "incremental")));

        Assert.Equal(0, output.ExitCode);
        story.AssertTruth(output, story.Pages);
        Assert.Equal(["accounts", "accounts", "accounts"], story.Journal.Entries.Take(3).Select(call => call.Edge));
        Assert.All(output.States.Where(state => state.Stream == "page_insights"), state => Assert.Equal(Pages, state.Blob["pages"]!.AsObject().Count));
    }

    [Fact]
    public async Task The_list_is_not_read_on_when_every_configured_Page_is_found()
    {
        await using var story = await StartAsync();
        var catalog = CatalogBuilder.Incremental(Story.StreamOf(story.Pages[0]), Story.StreamOf(story.Pages[50]));

        var output = await story.ReadAsync(catalog);

        Assert.Equal(0, output.ExitCode);
        story.AssertTruth(output, story.Pages[0], story.Pages[50]);
        // The second is under way when the first has told enough.
        Assert.InRange(story.Journal.Entries.Count(call => call.Edge == "accounts"), 1, 2);
    }

    [Fact]
    public async Task A_configured_Page_that_does_not_exist_is_told_although_others_are_read_by_then()
    {
        await using var story = await StartAsync();
        var catalog = CatalogBuilder.Incremental(["page_insights_999", .. story.Pages.Select(Story.StreamOf)]);

        var output = await story.ReadAsync(catalog);

        Assert.Equal(1, output.ExitCode);
        story.AssertTruth(output, story.Pages);
        Assert.Contains("page_insights_999 is configured, but the source does not have it", Assert.Single(output.Errors)["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(["INCOMPLETE"], output.Statuses.Where(status => status.Stream == "page_insights_999").Select(status => status.Status));
    }

    [Fact]
    public async Task A_list_that_breaks_off_costs_the_Pages_behind_it_and_nothing_else()
    {
        await using var story = await StartAsync();
        story.World.Faults.Add(Fault.Answer(GraphErrors.Unexpected) with { When = IsLaterPart });

        var output = await story.ReadAsync();

        Assert.Equal(1, output.ExitCode);
        story.AssertTruth(output, story.Pages.Take(100));
        Assert.All(story.Pages.Take(100), page => Assert.Equal("COMPLETE", output.FinalStatus(Story.StreamOf(page))));
        Assert.All(story.Pages.Skip(100), page => Assert.Equal("INCOMPLETE", output.FinalStatus(Story.StreamOf(page))));
        Assert.Equal("INCOMPLETE", output.FinalStatus("pages"));
        Assert.Contains("The Pages of the access token could not be found", Assert.Single(output.Errors)["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("131 are not, or not wholly.", output.Said("ERROR"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_is_rotated_while_the_Pages_are_listed_is_read_again()
    {
        await using var scenario = await Scenario.StartAsync(SimulatedWorld.Create(Pages));
        const string Secret = "facebook/pages";
        scenario.Run.Secrets.Give(Secret, scenario.World.UserToken.Value);
        scenario.World.Schedule.When(IsLaterPart, () =>
        {
            scenario.World.UserToken.Trouble = TokenTrouble.LoggedOut;
            scenario.Run.Secrets.GiveFresh(Secret, scenario.World.SystemUserToken.Value);
        });
        scenario.Config
            .With("credentials", new JsonObject { ["auth_type"] = "aws_secrets_manager", ["secret_id"] = Secret })
            .With("start_date", Story.Day(scenario.Yesterday))
            .WithList("metric_groups", "cta_clicks");
        var pages = Enumerable.Range(1, Pages).Select(Story.PageId).ToList();

        var output = await scenario.ReadAsync(CatalogBuilder.Incremental([.. pages.Select(Story.StreamOf)]));

        Assert.Equal(0, output.ExitCode);
        var union = new Union();
        Assert.Equal(0, union.Add(output));
        Assert.Empty(union.DifferencesFrom(ExpectedInsights.Of(pages, "day", scenario.Yesterday, scenario.Yesterday, ["page_total_actions"])));
        Assert.Equal([false, true], scenario.Run.Secrets.Reads.Select(read => read.Fresh));
    }

    private static IEnumerable<string> States(ConnectorOutput output) =>
        JsonNode.Parse(output.StateFile())!.AsArray().Select(state => state!["stream"]!.ToJsonString()).Order(StringComparer.Ordinal);

    private static bool IsLaterPart(GraphCall call) => call.Edge == "accounts" && call.Parameters["after"] is not null;

    private static Task<Story> StartAsync() => Story.StartAsync(Pages, days: 2);
}
