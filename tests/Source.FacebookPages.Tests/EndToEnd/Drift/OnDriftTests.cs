using System.Text.Json.Nodes;
using GraphSimulator.Insights;
using TestKit;

namespace Source.FacebookPages.Tests.EndToEnd.Drift;

/// <summary>What the user wants to happen on drift, and what happens when a registry fails.</summary>
public sealed class OnDriftTests
{
    [Fact]
    public async Task With_fail_a_changed_schema_ends_the_run_before_its_first_record_until_a_run_with_warn_accepts_it()
    {
        await using var story = await DriftStory.StartAsync(DriftStory.File, onDrift: "fail");
        Assert.Equal(0, (await story.RunAsync()).ExitCode);

        story.Scenario.Config.WithList("page_fields", "name", "phone");
        var failed = await story.RunAsync();
        var again = await story.RunAsync();
        story.Registry["on_drift"] = "warn";
        var accepted = await story.RunAsync();
        story.Registry["on_drift"] = "fail";
        var after = await story.RunAsync();

        Assert.Equal((1, 1, 0, 0), (failed.ExitCode, again.ExitCode, accepted.ExitCode, after.ExitCode));
        Assert.Empty(failed.Records);
        var error = Assert.Single(failed.Errors);
        Assert.Equal("config_error", error["failure_type"]!.GetValue<string>());
        Assert.Contains("the field phone", error["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("run once with on_drift set to warn", error["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_fail_what_Facebook_changed_fails_the_run_at_its_end_with_all_data_out_and_records_nothing()
    {
        await using var story = await DriftStory.StartAsync(DriftStory.File, onDrift: "fail");
        await story.RunAsync();

        story.World.Metrics.Refuse("page_total_actions");
        var failed = await story.RunAsync();
        var again = await story.RunAsync();
        story.Registry["on_drift"] = "warn";
        var accepted = await story.RunAsync();
        story.Registry["on_drift"] = "fail";
        var after = await story.RunAsync();

        Assert.Equal((1, 1, 0, 0), (failed.ExitCode, again.ExitCode, accepted.ExitCode, after.ExitCode));
        Assert.Contains("Facebook refuses the metric page_total_actions", Assert.Single(failed.Errors)["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.All(failed.Statuses.GroupBy(status => status.Stream), stream => Assert.Equal("COMPLETE", stream.Last().Status));
        Assert.Equal(2 * 2 * 8, failed.Records.Count(record => record.IsInsights));
    }

    [Fact]
    public async Task With_ignore_drift_is_recorded_without_a_word()
    {
        await using var story = await DriftStory.StartAsync(DriftStory.File, onDrift: "ignore");
        await story.RunAsync();

        story.Scenario.Config.WithList("page_fields", "name");
        story.World.Metrics.Refuse("page_total_actions");
        var output = await story.RunAsync();

        Assert.Equal(0, output.ExitCode);
        Assert.DoesNotContain("Drift", output.Said("WARN"), StringComparison.Ordinal);
        Assert.Contains("metric_refused page_total_actions (day)", await story.HistoryAsync());
        Assert.Equal(2, (await story.VersionsAsync("pages")).Count);
    }

    [Fact]
    public async Task Without_a_registry_what_is_not_as_the_schema_has_it_is_told_all_the_same()
    {
        await using var scenario = await Scenario.StartAsync(GraphSimulator.SimulatedWorld.Create(pages: 1, days: 10));
        scenario.Config.WithList("metric_groups").WithList("metrics", "page_post_engagements");
        scenario.World.Data.Override(new ValueOverride("page_post_engagements", scenario.Yesterday, """{"a":1}"""));

        var output = await scenario.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        Assert.Contains("map instead of number", Assert.Single(DriftStory.DriftOf(output)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("warn", 0)]
    [InlineData("fail", 1)]
    public async Task A_registry_that_can_not_be_reached_costs_the_watch_and_not_the_data_unless_runs_are_to_fail(string onDrift, int exitCode)
    {
        await using var story = await DriftStory.StartAsync(DriftStory.File, onDrift: onDrift);
        story.Registry["url"] = "http://127.0.0.1:9";

        var output = await story.RunAsync();

        Assert.Equal(exitCode, output.ExitCode);
        if (onDrift == "warn")
        {
            var warning = Assert.Single(output.Logs, log => log.Level == "WARN" && log.Message.Contains("127.0.0.1:9", StringComparison.Ordinal)).Message;
            Assert.Contains("can't be reached", warning, StringComparison.Ordinal);
            Assert.Contains("Reading goes on", warning, StringComparison.Ordinal);
            Assert.NotEmpty(output.Records);
        }
        else
        {
            Assert.Equal("transient_error", Assert.Single(output.Errors)["failure_type"]!.GetValue<string>());
            Assert.Empty(output.Records);
        }
    }

    [Theory]
    [InlineData("warn", 0)]
    [InlineData("fail", 1)]
    public async Task A_registry_that_never_answers_holds_up_the_data_for_a_bounded_time(string onDrift, int exitCode)
    {
        await using var silent = await TestKit.Aws.LoopbackHttp.StartAsync(async context => await Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var scenario = await Scenario.StartAsync(GraphSimulator.SimulatedWorld.Create(pages: 1, days: 10), new FastClock(GraphSimulator.SimulatedWorld.DefaultNow, speed: 50));
        scenario.Config.WithList("metric_groups").WithList("metrics", "page_post_engagements")
            .With("schema_registry", new JsonObject { ["url"] = silent.Address.ToString().TrimEnd('/'), ["on_drift"] = onDrift });

        var output = await scenario.ReadAsync();

        Assert.Equal(exitCode, output.ExitCode);
        Assert.Equal(onDrift == "warn" ? 10 : 0, output.Records.Count);
        Assert.Contains("did not answer within 20 s", output.Said("WARN") + string.Concat(output.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_fails_at_the_end_does_not_silence_what_was_seen()
    {
        await using var story = await DriftStory.StartAsync(DriftStory.Confluent);
        await story.RunAsync();
        story.World.Schedule.When(call => call.Page is not null, () => story.Service!.Authorization = "Bearer of something else");
        story.World.Data.Override(new ValueOverride("page_post_engagements", story.Scenario.Yesterday.AddDays(1), """{"a":1}"""));

        var output = await story.RunAsync();

        Assert.Equal(0, output.ExitCode);
        Assert.Contains("map instead of number", Assert.Single(DriftStory.DriftOf(output)), StringComparison.Ordinal);
        Assert.Contains("is not remembered; the data is not concerned", output.Said("WARN"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_refuses_a_schema_by_its_rule_is_told_and_the_data_is_read()
    {
        await using var story = await DriftStory.StartAsync(DriftStory.Confluent);
        await story.RunAsync();
        story.Service!.Objection = (subject, _, _) => subject.EndsWith(".pages", StringComparison.Ordinal) ? "PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL at #/properties/phone" : null;

        story.Scenario.Config.WithList("page_fields", "name", "phone");
        var output = await story.RunAsync();

        Assert.Equal(0, output.ExitCode);
        Assert.Contains(DriftStory.DriftOf(output), text => text.Contains("the field phone", StringComparison.Ordinal) && text.Contains("not compatible by the registry's rule: PROPERTY_ADDED", StringComparison.Ordinal));
        Assert.Contains("does not take the schema facebook_pages.pages as its next version", output.Said("WARN"), StringComparison.Ordinal);
        Assert.Single(await story.VersionsAsync("pages"));
        Assert.Equal(2, output.Records.Count(record => record.Stream == "pages"));
    }

    [Fact]
    public async Task Registry_credentials_are_sent_and_never_shown()
    {
        await using var story = await DriftStory.StartAsync(DriftStory.Confluent);
        story.Service!.Authorization = "Basic " + Convert.ToBase64String("key-1:s3cr3t-of-the-registry"u8);
        var refused = await story.RunAsync();
        story.Registry["credentials"] = new JsonObject { ["auth_type"] = "basic", ["username"] = "key-1", ["password"] = "s3cr3t-of-the-registry" };
        var let = await story.RunAsync();

        Assert.Contains("Check schema_registry.credentials", refused.Said("WARN"), StringComparison.Ordinal);
        Assert.Equal(["facebook_pages.metric_availability", "facebook_pages.observed", "facebook_pages.page_insights", "facebook_pages.pages"], story.Service.Subjects);
        Assert.DoesNotContain("s3cr3t-of-the-registry", refused.StandardOutput + let.StandardOutput, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("key-1:s3cr3t-of-the-registry"u8), refused.StandardOutput + let.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_finds_a_registry_that_can_not_be_used()
    {
        await using var story = await DriftStory.StartAsync(DriftStory.Confluent);
        story.Scenario.Config.With("schema_registry", story.Registry.DeepClone());
        Assert.Equal("SUCCEEDED", (await story.Scenario.CheckAsync()).ConnectionStatus.Status);

        story.Service!.Authorization = "Bearer something";

        Assert.Contains("Check schema_registry.credentials", await story.Scenario.FailedCheckAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subject_prefix_keeps_two_connections_apart()
    {
        await using var story = await DriftStory.StartAsync(DriftStory.Confluent);
        await story.RunAsync();

        story.Registry["subject_prefix"] = "team-a.";
        story.Scenario.Config.WithList("page_fields", "name");
        var output = await story.RunAsync();

        Assert.Empty(DriftStory.DriftOf(output));
        Assert.Contains("team-a.pages", story.Service!.Subjects);
    }

    [Fact]
    public async Task A_memory_that_is_not_the_connectors_is_not_overwritten()
    {
        await using var story = await DriftStory.StartAsync(DriftStory.Confluent);
        story.Service!.Register("facebook_pages.observed", """{"type":"object"}""");

        var output = await story.RunAsync();

        Assert.Equal(0, output.ExitCode);
        Assert.Contains("is not what this connector remembers", output.Said("WARN"), StringComparison.Ordinal);
        Assert.Single(await story.VersionsAsync("observed"));
    }
}
