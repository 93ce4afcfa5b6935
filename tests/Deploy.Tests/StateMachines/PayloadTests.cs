using Deploy.Tests.Templates;

namespace Deploy.Tests.StateMachines;

/// <summary>What passes from state to state stays below the 256 KiB that Step Functions allows.</summary>
public sealed class PayloadTests
{
    [Fact]
    public void Five_thousand_Pages_fit()
    {
        var execution = new Fleet(("MaxConcurrency", "40")) { Pages = 5000, Sync = (_, round) => TaskResult.Payload(round < 3 ? Answers.Long(25, 3, 2) : Answers.Succeeded) }.Run();
        Assert.Null(execution.Failure);
        Assert.Equal(600, execution.CallsOf("lambda:invoke").Count - 1);
        TestContext.Current.SendDiagnosticMessage($"5,000 Pages in shards of 25: at most {execution.LargestPayload:N0} of {Execution.PayloadLimit:N0} bytes.");
        Assert.InRange(execution.LargestPayload, 1, Execution.PayloadLimit / 2);
    }

    [Fact]
    public void Five_thousand_Pages_fit_in_the_smallest_shards_too_even_if_all_of_them_fail()
    {
        var execution = new Fleet(("PagesPerWorker", "5")) { Pages = 5000, Sync = (_, _) => TaskResult.Failed("Lambda.Unknown") }.Run();
        Assert.Equal("ShardsFailed", execution.Failure!.Error);

        // The longest cause of a failed execution: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
        Assert.InRange(execution.Failure.Cause.Length, 1, 32_768);
        Assert.InRange(execution.LargestPayload, 1, Execution.PayloadLimit);
    }

    [Fact]
    public void A_shard_of_the_default_size_has_room_for_a_long_answer()
    {
        var answer = Answers.Long(25, 3, 10);
        var execution = new Fleet { Pages = 25, Sync = (_, round) => TaskResult.Payload(round == 1 ? answer.DeepClone() : Answers.Succeeded) }.Run();
        Assert.Null(execution.Failure);
    }

    [Fact]
    public void An_answer_that_is_too_long_fails_its_shard_only_and_what_it_stored_counts()
    {
        var execution = new Fleet { Pages = 50, Sync = (shard, _) => TaskResult.Payload(shard == "1/2" ? Answers.Long(1000, 3, 2) : Answers.Succeeded) }.Run();
        Assert.Equal("""1 of 2 shards failed: ["1/2"]""", execution.Failure!.Cause);
    }

    [Fact]
    public void If_shards_kept_their_answers_five_thousand_Pages_would_not_fit()
    {
        var execution = new Fleet
        {
            Pages = 5000,
            Template = TemplateFile.Damaged("fleet.yaml", "\"status.$\": \"$.sync.answer.status\"}", "\"status.$\": \"$.sync.answer.status\", \"answer.$\": \"$.sync.answer\"}"),
            Sync = (_, _) =>
            {
                var answer = Answers.Long(25, 3, 2);
                answer["has_more"] = false;
                return TaskResult.Payload(answer);
            },
        }.Run();
        Assert.Equal("States.DataLimitExceeded", execution.Failure!.Error);
    }
}
