using GraphSimulator.Insights;
using Source.FacebookPages.Tests.Aws;
using TestKit;

namespace Source.FacebookPages.Tests.EndToEnd.Drift;

/// <summary>Every kind of drift, with every kind of registry: a run, a change, a run that tells of it, a run that does not tell of it again unless it is still there to be seen.</summary>
public sealed class DriftTests(S3Fixture s3) : IClassFixture<S3Fixture>
{
    private const string Map = "page_fan_adds_by_paid_non_paid_unique";

    public static TheoryData<string> Kinds => DriftStory.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Nothing_is_told_while_nothing_changes_and_nothing_is_registered_twice(string kind)
    {
        await using var story = await DriftStory.StartAsync(kind, s3);

        var first = await story.RunAsync();
        var second = await story.RunAsync();

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Empty(DriftStory.DriftOf(first));
        Assert.Empty(DriftStory.DriftOf(second));
        foreach (var subject in new[] { "pages", "page_insights", "metric_availability", "observed" })
        {
            Assert.Single(await story.VersionsAsync(subject));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_schemas_registered_are_those_that_discover_shows(string kind)
    {
        await using var story = await DriftStory.StartAsync(kind, s3);
        await story.RunAsync();

        var discovered = (await story.Scenario.DiscoverAsync()).Streams.ToDictionary(stream => stream["name"]!.GetValue<string>(), stream => stream["json_schema"]!.ToJsonString());

        Assert.Equal(discovered["pages"], Assert.Single(await story.VersionsAsync("pages")).ToJsonString());
        Assert.Equal(discovered["page_insights_" + Scenario.Page2], Assert.Single(await story.VersionsAsync("page_insights")).ToJsonString());
        Assert.Equal(discovered["metric_availability"], Assert.Single(await story.VersionsAsync("metric_availability")).ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_changed_choice_of_fields_and_metrics_is_told_before_the_first_record(string kind)
    {
        await using var story = await DriftStory.StartAsync(kind, s3);
        story.Scenario.Config.WithList("page_fields", "name", "fan_count");
        await story.RunAsync();

        story.Scenario.Config.WithList("page_fields", "name", "phone").WithList("metrics", "page_post_engagements", Map, "page_follows");
        var output = await story.RunAsync();
        var next = await story.RunAsync();

        var told = DriftStory.DriftOf(output);
        Assert.Equal(0, output.ExitCode);
        Assert.Equal(4, told.Count);
        Assert.Contains(told, text => text.Contains("the field phone", StringComparison.Ordinal) && text.Contains("is new since this run; compatible", StringComparison.Ordinal));
        Assert.Contains(told, text => text.Contains("the field fan_count", StringComparison.Ordinal) && text.Contains("is gone since this run; not compatible", StringComparison.Ordinal));
        Assert.Contains(told, text => text.Contains("the metric page_follows is new since this run; compatible", StringComparison.Ordinal));
        Assert.Contains(told, text => text.Contains("the metric page_total_actions is not read any more since this run; not compatible", StringComparison.Ordinal));
        var lines = output.StandardOutput.Split('\n').ToList();
        Assert.True(lines.FindLastIndex(line => line.Contains("Drift: ", StringComparison.Ordinal)) < lines.FindIndex(line => line.Contains("\"RECORD\"", StringComparison.Ordinal)));
        Assert.Empty(DriftStory.DriftOf(next));
        Assert.Equal((2, 2), ((await story.VersionsAsync("pages")).Count, (await story.VersionsAsync("page_insights")).Count));
        Assert.Equal(
            ["field_added pages phone", "field_removed pages fan_count", "metric_added page_insights page_follows", "metric_removed page_insights page_total_actions"],
            (await story.HistoryAsync()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_field_or_metric_that_is_registered_otherwise_is_told_with_both_types(string kind)
    {
        await using var story = await DriftStory.StartAsync(kind, s3);
        story.Scenario.Config.WithList("page_fields", "name", "fan_count");
        await story.RunAsync();
        await story.ReplaceLatestAsync("pages", """["null","integer"]""", """["null","string"]""");
        await story.ReplaceLatestAsync("page_insights", "\"unit\":\"count\"", "\"unit\":\"people\"");

        var told = DriftStory.DriftOf(await story.RunAsync());

        Assert.Contains(told, text => text.Contains("the field fan_count has another type (null or string → integer or null)", StringComparison.Ordinal) && text.Contains("not compatible", StringComparison.Ordinal));
        Assert.Contains(told, text => text.Contains("the metric page_post_engagements is described otherwise (unit: \"people\" → \"count\")", StringComparison.Ordinal));
        Assert.Contains("field_changed pages fan_count", await story.HistoryAsync());
        Assert.Contains("metric_changed page_insights page_post_engagements", await story.HistoryAsync());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_unknown_key_of_a_breakdown_is_told_with_the_day_of_the_first_sight(string kind)
    {
        await using var story = await DriftStory.StartAsync(kind, s3);
        await story.RunAsync();

        story.World.Data.Override(new ValueOverride(Map, story.Scenario.Yesterday.AddDays(1), """{"total":9,"paid":2,"unpaid":6,"gifted":1}"""));
        var second = await story.RunAsync();
        var third = await story.RunAsync();

        var text = Assert.Single(DriftStory.DriftOf(second));
        Assert.Contains($"The breakdown of {Map} has the key gifted, which is not known at Page {Scenario.Page1}, {Scenario.Page2}, since this run (2026-11-24)", text, StringComparison.Ordinal);
        Assert.Contains("since 2026-11-24.", Assert.Single(DriftStory.DriftOf(third)), StringComparison.Ordinal);
        Assert.Equal([$"unknown_key {Map} gifted"], await story.HistoryAsync());
        Assert.Equal(2, second.Records.Count(record => record.IsInsights && record.Value.Contains("\"gifted\":1", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_number_that_became_a_map_and_a_map_that_became_a_number_are_told(string kind)
    {
        await using var story = await DriftStory.StartAsync(kind, s3);
        await story.RunAsync();

        var day = story.Scenario.Yesterday.AddDays(1);
        story.World.Data.Override(new ValueOverride("page_post_engagements", day, """{"a":1,"b":{"c":2}}""") { PageId = Scenario.Page2 });
        story.World.Data.Override(new ValueOverride(Map, day, "7"));
        var output = await story.RunAsync();

        var told = DriftStory.DriftOf(output);
        Assert.Equal(2, told.Count);
        Assert.Contains(told, text => text.Contains($"Values of the metric page_post_engagements have another form: map instead of number at Page {Scenario.Page2}, since this run", StringComparison.Ordinal));
        Assert.Contains(told, text => text.Contains($"Values of the metric {Map} have another form: number instead of map at Page {Scenario.Page1}, {Scenario.Page2}", StringComparison.Ordinal));
        Assert.Equal([$"value_form {Map}", "value_form page_post_engagements"], (await story.HistoryAsync()).Order(StringComparer.Ordinal));
        var record = Assert.Single(output.Records, record => record.IsInsights && record.Key.Page == Scenario.Page2 && record.Key.Metric == "page_post_engagements" && record.Value.StartsWith('{'));
        Assert.Null(record.Data["value"]);
        Assert.Equal("""{"a":1,"b":{"c":2}}""", record.Data["breakdown"]!.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_metric_that_nobody_knows_is_compared_with_what_it_was(string kind)
    {
        await using var story = await DriftStory.StartAsync(kind, s3);
        story.World.Metrics.Allow("page_new_metric_2027");
        story.Scenario.Config.WithList("metrics", "page_post_engagements", "page_new_metric_2027");
        await story.RunAsync();

        for (var day = story.Scenario.Yesterday.AddDays(-10); day <= story.Scenario.Yesterday.AddDays(1); day = day.AddDays(1))
        {
            story.World.Data.Override(new ValueOverride("page_new_metric_2027", day, """{"a":1}"""));
        }

        var told = Assert.Single(DriftStory.DriftOf(await story.RunAsync()));

        Assert.Contains("Values of the metric page_new_metric_2027 have another form: map instead of number, since this run", told, StringComparison.Ordinal);
        Assert.Contains("value_form page_new_metric_2027", await story.HistoryAsync());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_Page_field_of_another_type_leaves_its_column_null_and_its_value_beside_the_record(string kind)
    {
        await using var story = await DriftStory.StartAsync(kind, s3);
        story.Scenario.Config.WithList("page_fields", "name", "phone", "location");
        story.World.Pages[Scenario.Page1].Fields["phone"] = "\"+1 650 555 0100\"";
        await story.RunAsync();

        story.World.Pages[Scenario.Page1].Fields["phone"] = """{"country":"1","number":"6505550100"}""";
        story.World.Pages[Scenario.Page2].Fields["location"] = """{"city":["Oslo"],"country":"Norway"}""";
        var output = await story.RunAsync();

        var told = DriftStory.DriftOf(output);
        Assert.Contains(told, text => text.Contains($"The field phone of pages has another type: an object instead of what its schema says at Page {Scenario.Page1}, since this run", StringComparison.Ordinal));
        Assert.Contains(told, text => text.Contains("The field location.city of pages has another type: a list", StringComparison.Ordinal));
        Assert.Equal(["field_type pages location.city", "field_type pages phone"], (await story.HistoryAsync()).Order(StringComparer.Ordinal));
        var page = output.Messages.Single(message => message["record"]?["stream"]?.GetValue<string>() == "pages" && message["record"]!["data"]!["page_id"]!.GetValue<string>() == Scenario.Page1)["record"]!;
        Assert.Null(page["data"]!["phone"]);
        Assert.Equal(
            """[{"field":"phone","change":"NULLED","reason":"SOURCE_SERIALIZATION_ERROR","value":"{\u0022country\u0022:\u00221\u0022,\u0022number\u0022:\u00226505550100\u0022}"}]""",
            page["meta"]!["changes"]!.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_metric_that_had_values_and_went_silent_is_told_in_the_run_that_notices(string kind)
    {
        await using var story = await DriftStory.StartAsync(kind, s3);
        await story.RunAsync();

        story.World.Data.Hide(new HiddenDays(story.Scenario.Yesterday.AddDays(-30), story.Scenario.Yesterday.AddDays(30)) { Metric = "page_total_actions", PageId = Scenario.Page2 });
        var second = await story.RunAsync();
        var third = await story.RunAsync();

        var text = Assert.Single(DriftStory.DriftOf(second));
        Assert.Contains($"The metric page_total_actions (day) went silent at Page {Scenario.Page2}, since this run (2026-11-24)", text, StringComparison.Ordinal);
        Assert.Contains("it had values since 2026-11-23", text, StringComparison.Ordinal);
        Assert.Empty(DriftStory.DriftOf(third));
        Assert.Equal(["metric_silent page_total_actions (day)"], await story.HistoryAsync());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_metric_that_was_taken_and_is_refused_is_told_with_what_Facebook_says(string kind)
    {
        await using var story = await DriftStory.StartAsync(kind, s3);
        await story.RunAsync();

        story.World.Metrics.Refuse("page_total_actions");
        var second = await story.RunAsync();
        var third = await story.RunAsync();

        var text = Assert.Single(DriftStory.DriftOf(second));
        Assert.Contains($"Facebook refuses the metric page_total_actions (day) at Page {Scenario.Page1}, {Scenario.Page2}, since this run (2026-11-24)", text, StringComparison.Ordinal);
        Assert.Contains("(#100) The value must be a valid insights metric (code 100)", text, StringComparison.Ordinal);
        Assert.Contains("exclude_metrics", text, StringComparison.Ordinal);
        Assert.Empty(DriftStory.DriftOf(third));
        Assert.Equal(["metric_refused page_total_actions (day)"], await story.HistoryAsync());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Another_version_that_answers_is_told_but_not_the_users_own_choice_of_one(string kind)
    {
        // v21.0, which answers in the place of v18.0, ends on 2027-01-21.
        await using var story = await DriftStory.StartAsync(kind, s3, now: new DateTimeOffset(2027, 1, 15, 18, 0, 0, TimeSpan.Zero));
        story.Scenario.Config.With("api_version", "v18.0");
        await story.RunAsync();

        story.World.Now = story.World.Now.AddDays(9);
        var second = await story.RunAsync();
        story.Scenario.Config.With("api_version", "v25.0");
        var third = await story.RunAsync();

        var text = Assert.Single(DriftStory.DriftOf(second));
        Assert.Contains("Graph API version v18.0 is asked for, and v22.0 answers since this run (2027-01-26); it was v21.0 since 2027-01-16", text, StringComparison.Ordinal);
        Assert.Equal(["api_version api_version"], await story.HistoryAsync());
        Assert.Empty(DriftStory.DriftOf(third));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task No_registry_ever_gets_a_secret(string kind)
    {
        await using var story = await DriftStory.StartAsync(kind, s3);
        story.World.Metrics.Refuse("page_total_actions");
        await story.RunAsync();
        story.World.Pages[Scenario.Page1].Fields["phone"] = "17";
        await story.RunAsync();

        SecretScan.Check(story.World, await story.EverythingAsync());
    }
}
