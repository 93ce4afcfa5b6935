using System.Text.Json.Nodes;
using Deploy.Tests.Templates;

namespace Deploy.Tests.StateMachines;

/// <summary>The state machine that calls one function until it has no more to read.</summary>
public sealed class LoopTests
{
    [Fact]
    public void One_call_is_enough_when_everything_is_read()
    {
        var (execution, output) = Run([Answers.Succeeded]);
        Assert.Null(execution.Failure);
        Assert.Single(execution.CallsOf("lambda:invoke"));
        Assert.Equal("succeeded", output!["status"]!.GetValue<string>());
        Assert.NotNull(output["manifest"]);
    }

    [Fact]
    public void While_there_is_more_it_calls_again_and_waits_as_long_as_it_is_asked_to()
    {
        var (execution, _) = Run([Answers.More(420), Answers.More(), Answers.More(0), Answers.Succeeded]);
        Assert.Null(execution.Failure);
        Assert.Equal([420, 0], execution.Waits);
        Assert.Equal([0, 480, 540, 600], execution.CallsOf("lambda:invoke").Select(call => call.Start));
    }

    [Fact]
    public void A_failure_that_a_later_round_makes_good_is_none()
    {
        var first = Answers.Failed;
        first["has_more"] = true;
        Assert.Null(Run([first, Answers.Succeeded]).Execution.Failure);
    }

    [Fact]
    public void A_failed_answer_fails_the_run_and_says_why()
    {
        var (execution, _) = Run([Answers.More(), Answers.Failed]);
        Assert.Equal("SyncFailed", execution.Failure!.Error);
        Assert.StartsWith("The sync ended as failed: ", execution.Failure.Cause, StringComparison.Ordinal);
        Assert.Contains("The token has expired.", execution.Failure.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_that_is_refused_fails_the_run_and_says_why()
    {
        var (execution, _) = Run([Answers.BadEvent]);
        Assert.Contains("is missing.", execution.Failure!.Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", "SyncFailed")]
    [InlineData("false", null)]
    public void Whether_an_incomplete_end_counts_as_a_failure_is_the_users_choice(string failOnIncomplete, string? error)
    {
        var (execution, output) = Run([Answers.Incomplete], ("FailOnIncomplete", failOnIncomplete));
        Assert.Equal(error, execution.Failure?.Error);
        Assert.Equal(error is null ? "incomplete" : null, output?["status"]?.GetValue<string>());
    }

    [Fact]
    public void Rounds_have_a_bound_and_what_was_read_is_not_lost()
    {
        var (execution, _) = Run([.. Enumerable.Range(0, 9).Select(_ => Answers.More())], ("MaxRounds", "7"));
        Assert.Equal("TooManyRounds", execution.Failure!.Error);
        Assert.Equal("There is more to read after 7 rounds. What was read is stored; the next run goes on from there.", execution.Failure.Cause);
        Assert.Equal(7, execution.CallsOf("lambda:invoke").Count);
    }

    [Fact]
    public void A_function_that_dies_is_called_once_more()
    {
        Assert.Null(Run([null, Answers.Succeeded]).Execution.Failure);
        var (execution, _) = Run([null, null, Answers.Succeeded]);
        Assert.Equal("Lambda.Unknown", execution.Failure!.Error);
        Assert.Equal(2, execution.CallsOf("lambda:invoke").Count);
    }

    [Fact]
    public void A_run_that_begins_while_another_goes_on_leaves_it_alone()
    {
        var (execution, _) = Run([Answers.Succeeded], executions: [Execution.Id, "another"]);
        Assert.Null(execution.Failure);
        Assert.Empty(execution.CallsOf("lambda:invoke"));
    }

    [Fact]
    public void Of_two_runs_the_older_goes_on() => Assert.Single(Run([Answers.Succeeded], executions: ["another", Execution.Id]).Execution.CallsOf("lambda:invoke"));

    [Fact]
    public void Not_to_know_of_other_runs_is_no_reason_to_stop() => Assert.Single(Run([Answers.Succeeded], executions: []).Execution.CallsOf("lambda:invoke"));

    [Fact]
    public void Without_the_loop_one_call_would_be_all()
    {
        var damaged = TemplateFile.Damaged("lambda.yaml", "\"BooleanEquals\": true}], \"Next\": \"MayGoOn\"", "\"BooleanEquals\": true}], \"Next\": \"Done\"");
        var execution = new Execution(new Stack(damaged).Definition(), call => Perform(call, [Execution.Id], () => Answers.More()));
        execution.Run();
        Assert.Single(execution.CallsOf("lambda:invoke"));
    }

    private static (Execution Execution, JsonNode? Output) Run(IEnumerable<JsonObject?> answers, params (string, string)[] parameters) => Run(answers, [Execution.Id], parameters);

    // An answer that is null is the death of the function. Executions are listed with the newest first.
    private static (Execution Execution, JsonNode? Output) Run(IEnumerable<JsonObject?> answers, string[] executions, params (string, string)[] parameters)
    {
        var queue = new Queue<JsonObject?>(answers);
        var execution = new Execution(new Stack(TemplateFile.Load("lambda.yaml"), parameters).Definition(), call => Perform(call, executions, queue.Dequeue));
        var output = execution.Run();
        return (execution, output);
    }

    private static TaskResult Perform(TaskCall call, string[] executions, Func<JsonObject?> answer) => call.Resource switch
    {
        "arn:aws:states:::lambda:invoke" => answer() is { } payload ? TaskResult.Payload(payload) : TaskResult.Failed("Lambda.Unknown"),
        _ => TaskResult.Of(new JsonObject { ["Executions"] = new JsonArray([.. executions.Select(id => new JsonObject { ["ExecutionArn"] = id })]) }),
    };
}
