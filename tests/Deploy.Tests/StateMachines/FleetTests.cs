using System.Text.Json.Nodes;
using Deploy.Tests.Templates;

namespace Deploy.Tests.StateMachines;

public sealed class FleetTests
{
    private static readonly (string, string)[] Fargate = [("Runner", "fargate"), ("VpcId", "vpc-1"), ("SubnetIds", "subnet-1")];

    [Fact]
    public void Every_shard_of_the_plan_is_synced_once()
    {
        var execution = new Fleet { Pages = 110 }.Run();
        Assert.Null(execution.Failure);
        Assert.Equal(["1/5", "2/5", "3/5", "4/5", "5/5"], Shards(execution).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("4", 4)]
    [InlineData("9", 9)]
    public void As_many_shards_are_synced_at_once_as_are_allowed(string maxConcurrency, int expected)
    {
        var execution = new Fleet(("MaxConcurrency", maxConcurrency)) { Pages = 500, Sync = (shard, round) => TaskResult.Payload(round < 3 ? Answers.More() : Answers.Succeeded, 60 + shard.Length) }.Run();
        Assert.Equal(expected, AtOnce(execution));
    }

    [Fact]
    public void Without_its_bound_all_shards_would_be_synced_at_once() =>
        Assert.Equal(20, AtOnce(new Fleet { Pages = 500, Template = TemplateFile.Damaged("fleet.yaml", "\"MaxConcurrency\": ${MaxConcurrency},", "") }.Run()));

    [Fact]
    public void A_shard_that_has_more_is_called_again_after_the_time_that_it_asks_for()
    {
        var execution = new Fleet
        {
            Pages = 25,
            Sync = (_, round) => TaskResult.Payload(round switch { 1 => Answers.More(retryAfter: 420), 2 => Answers.More(), 3 => Answers.More(retryAfter: 0), _ => Answers.Succeeded }, 100),
        }.Run();
        Assert.Null(execution.Failure);
        Assert.Equal([420, 0], execution.Waits);
        var syncs = execution.CallsOf("lambda:invoke").Skip(1).ToList();
        Assert.Equal([0, 520, 620, 720], syncs.Select(call => call.Start - syncs[0].Start));
        Assert.All(syncs, call => Assert.Equal("1/1", Fleet.ShardOf(call)));
    }

    [Fact]
    public void A_shard_waits_alone()
    {
        var execution = new Fleet(("MaxConcurrency", "2")) { Pages = 50, Sync = (shard, round) => TaskResult.Payload(shard == "1/2" && round == 1 ? Answers.More(3600) : Answers.Succeeded) }.Run();
        Assert.Equal([0, 0, 3660], Starts(execution));
    }

    [Fact]
    public void One_failed_shard_fails_the_run_when_the_others_are_done()
    {
        var execution = new Fleet { Pages = 250, Sync = (shard, _) => shard is "2/10" ? TaskResult.Payload(Answers.Failed) : TaskResult.Payload(Answers.Succeeded) }.Run();
        Assert.Equal(("ShardsFailed", """1 of 10 shards failed: ["2/10"]"""), (execution.Failure!.Error, execution.Failure.Cause));
        Assert.Equal(10, Shards(execution).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("Lambda.Unknown")]
    [InlineData("States.Timeout")]
    [InlineData("States.DataLimitExceeded")]
    public void A_function_that_dies_is_called_once_more_and_then_costs_its_own_shard_only(string error)
    {
        var execution = new Fleet { Pages = 100, Sync = (shard, _) => shard == "3/4" ? TaskResult.Failed(error) : TaskResult.Payload(Answers.Succeeded) }.Run();
        Assert.Equal(("ShardsFailed", """1 of 4 shards failed: ["3/4"]"""), (execution.Failure!.Error, execution.Failure.Cause));
        Assert.Equal(["1/4", "2/4", "3/4", "4/4"], Shards(execution).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Equal(error == "Lambda.Unknown" ? 2 : 1, Shards(execution).Count(shard => shard == "3/4"));
    }

    [Fact]
    public void Without_its_catch_a_function_that_dies_would_stop_the_others()
    {
        var execution = new Fleet(("MaxConcurrency", "1"))
        {
            Pages = 100,
            Template = TemplateFile.Damaged("fleet.yaml", "{\"ErrorEquals\": [\"States.ALL\"], \"ResultPath\": \"$.error\", \"Next\": \"Broken\"}", "{\"ErrorEquals\": [\"Never\"], \"ResultPath\": \"$.error\", \"Next\": \"Broken\"}"),
            Sync = (shard, _) => shard == "3/4" ? TaskResult.Failed("Lambda.Unknown") : TaskResult.Payload(Answers.Succeeded),
        }.Run();
        Assert.Equal("Lambda.Unknown", execution.Failure!.Error);
        Assert.DoesNotContain("4/4", Shards(execution));
    }

    [Fact]
    public void Troubles_of_Lambda_itself_are_waited_out()
    {
        var execution = new Fleet
        {
            Pages = 25,
            Sync = (_, round) => round switch
            {
                1 => TaskResult.Failed("Lambda.TooManyRequestsException"),
                2 => TaskResult.Failed("Lambda.ServiceException"),
                3 => TaskResult.Failed("Lambda.SdkClientException"),
                _ => TaskResult.Payload(Answers.Succeeded),
            },
        }.Run();
        Assert.Null(execution.Failure);
        Assert.Equal(4, Shards(execution).Count);
    }

    [Fact]
    public void Rounds_have_a_bound()
    {
        var execution = new Fleet(("MaxRounds", "7")) { Pages = 50, Sync = (shard, _) => TaskResult.Payload(shard == "1/2" ? Answers.More() : Answers.Succeeded) }.Run();
        Assert.Equal("""1 of 2 shards failed: ["1/2"]""", execution.Failure!.Cause);
        Assert.Equal(7, Shards(execution).Count(shard => shard == "1/2"));
    }

    [Fact]
    public void The_default_bound_of_rounds_fits_the_time_that_a_run_may_take()
    {
        var execution = new Fleet { Pages = 25, Sync = (_, round) => TaskResult.Payload(round < 50 ? Answers.More() : Answers.Succeeded, 900) }.Run();
        Assert.Null(execution.Failure);
        Assert.InRange(execution.End, 50 * 900, 50 * 900 + 60);
    }

    [Theory]
    [InlineData("true", "ShardsIncomplete")]
    [InlineData("false", null)]
    public void Whether_an_incomplete_shard_counts_as_a_failure_is_the_users_choice(string failOnIncomplete, string? error)
    {
        var execution = new Fleet(("FailOnIncomplete", failOnIncomplete)) { Sync = (shard, _) => TaskResult.Payload(shard == "2/4" ? Answers.Incomplete : Answers.Succeeded) }.Run();
        Assert.Equal(error, execution.Failure?.Error);
        Assert.Equal(error is null ? null : """1 of 4 shards are incomplete: ["2/4"]""", execution.Failure?.Cause);
    }

    [Fact]
    public void A_failure_is_told_before_what_is_incomplete()
    {
        var execution = new Fleet { Sync = (shard, _) => TaskResult.Payload(shard switch { "1/4" => Answers.Incomplete, "2/4" => Answers.Failed, _ => Answers.Succeeded }) }.Run();
        Assert.Equal("ShardsFailed", execution.Failure!.Error);
    }

    [Fact]
    public void An_event_that_is_refused_fails_its_shard()
    {
        var execution = new Fleet { Pages = 25, Sync = (_, _) => TaskResult.Payload(Answers.BadEvent) }.Run();
        Assert.Equal("""1 of 1 shards failed: ["1/1"]""", execution.Failure!.Cause);
    }

    [Fact]
    public void A_plan_that_fails_is_told()
    {
        var execution = new Fleet { Plan = Answers.BadEvent }.Run();
        Assert.Equal("PlanFailed", execution.Failure!.Error);
        Assert.Contains("is missing.", execution.Failure.Cause, StringComparison.Ordinal);
        Assert.Empty(Shards(execution));
    }

    [Fact]
    public void A_plan_without_a_Page_is_no_success() => Assert.Equal("PlanFailed", new Fleet { Pages = 0 }.Run().Failure!.Error);

    [Fact]
    public void On_Fargate_each_shard_is_a_task_that_runs_to_its_end()
    {
        var execution = new Fleet(Fargate) { Pages = 100, Sync = (_, _) => TaskResult.Of(new JsonObject { ["LastStatus"] = "STOPPED" }, 5400) }.Run();
        Assert.Null(execution.Failure);
        Assert.Equal(["1/4", "2/4", "3/4", "4/4"], execution.CallsOf("ecs:runTask.sync").Select(Fleet.ShardOf).Order(StringComparer.Ordinal));
        Assert.Single(execution.CallsOf("lambda:invoke"));
    }

    [Fact]
    public void A_task_that_ends_badly_is_started_again_and_then_costs_its_own_shard_only()
    {
        var execution = new Fleet(Fargate)
        {
            Pages = 75,
            Sync = (shard, round) => (shard, round) is ("1/3", _) or ("2/3", 1) ? TaskResult.Failed("States.TaskFailed", 30) : TaskResult.Of(new JsonObject(), 60),
        }.Run();
        Assert.Equal("""1 of 3 shards failed: ["1/3"]""", execution.Failure!.Cause);
        Assert.Equal([3, 2, 1], execution.CallsOf("ecs:runTask.sync").CountBy(Fleet.ShardOf).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value));
        Assert.Equal([0, 330, 960], execution.CallsOf("ecs:runTask.sync").Where(call => Fleet.ShardOf(call) == "1/3").Select(call => call.Start - 60));
    }

    private static List<string> Shards(Execution execution) => [.. execution.Calls.Select(Fleet.ShardOf).Where(shard => shard.Length > 0)];

    private static IEnumerable<double> Starts(Execution execution)
    {
        var syncs = execution.CallsOf("lambda:invoke").Skip(1).ToList();
        return syncs.Select(call => call.Start - syncs[0].Start);
    }

    // How many shards were going on at the busiest moment. A shard goes on from its first call to the end of its last.
    private static int AtOnce(Execution execution)
    {
        var spans = execution.CallsOf("lambda:invoke").Skip(1).GroupBy(Fleet.ShardOf).Select(calls => (Start: calls.Min(call => call.Start), End: calls.Max(call => call.End))).ToList();
        return spans.Max(moment => spans.Count(span => span.Start <= moment.Start && moment.Start < span.End));
    }
}
