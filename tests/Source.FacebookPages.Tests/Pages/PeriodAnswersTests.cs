using Source.FacebookPages.Configuration;
using Source.FacebookPages.Days;
using Source.FacebookPages.Pages;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.Pages;

public sealed class PeriodAnswersTests
{
    private static readonly DateWindow Asked = Day.Window(10, 20);
    private static readonly byte[] Answer = [1, 2, 3];

    [Theory]
    [InlineData(35, true)]
    [InlineData(36, false)]
    public void A_call_may_be_for_all_periods_over_few_days(int days, bool mayShare) =>
        Assert.Equal(mayShare, Expecting(InsightsPeriods.All).MayShare(Day.Window(1, days)));

    [Fact]
    public void A_call_may_not_be_for_all_periods_where_one_is_not_read_or_has_been()
    {
        Assert.False(new PeriodAnswers().MayShare(Asked));
        Assert.False(Expecting([InsightsPeriod.Day, InsightsPeriod.Days28]).MayShare(Asked));
        Assert.False(Expecting([InsightsPeriod.Day, InsightsPeriod.Week, InsightsPeriod.Week]).MayShare(Asked));
        var answers = Expecting(InsightsPeriods.All);

        answers.Ended(InsightsPeriod.Day);

        Assert.False(answers.MayShare(Asked));
    }

    [Fact]
    public void Once_sharing_did_not_do_no_call_is_for_all_periods_and_what_was_kept_is_still_found()
    {
        var answers = Expecting(InsightsPeriods.All);
        answers.Keep(["a"], Asked, Day.No(21), Answer);

        answers.ShareNoMore();

        Assert.False(answers.MayShare(Asked));
        answers.Ended(InsightsPeriod.Day);
        Assert.Same(Answer, answers.Find(["a"], Asked, Day.No(21)));
    }

    [Theory]
    [InlineData("a,b", 10, 20, 21, true)]
    [InlineData("b", 10, 20, 21, true)]
    [InlineData("b", 12, 12, 13, true)]
    [InlineData("b", 12, 12, 14, true)]
    [InlineData("a,c", 10, 20, 21, false)]
    [InlineData("a", 9, 20, 21, false)]
    [InlineData("a", 10, 21, 22, false)]
    [InlineData("a", 20, 20, 22, false)]
    public void An_answer_serves_a_call_whose_metrics_days_and_bound_it_contains(string metrics, int first, int last, int until, bool serves)
    {
        var answers = Expecting(InsightsPeriods.All);
        answers.Keep(["a", "b"], Asked, Day.No(21), Answer);
        answers.Ended(InsightsPeriod.Day);

        Assert.Equal(serves, answers.Find(metrics.Split(','), Day.Window(first, last), Day.No(until)) is not null);
    }

    [Fact]
    public void The_period_that_is_read_first_finds_nothing_since_it_asks_the_same_again_only_for_a_reason()
    {
        var answers = Expecting(InsightsPeriods.All);

        answers.Keep(["a"], Asked, Day.No(21), Answer);

        Assert.Null(answers.Find(["a"], Asked, Day.No(21)));
    }

    [Fact]
    public void Answers_are_kept_until_the_last_period_has_ended_in_whatever_order()
    {
        var answers = Expecting(InsightsPeriods.All);
        answers.Keep(["a"], Asked, Day.No(21), Answer);

        answers.Ended(InsightsPeriod.Days28);
        answers.Ended(InsightsPeriod.Day);

        Assert.Equal(3, answers.Bytes);
        answers.Ended(InsightsPeriod.Week);
        Assert.Equal(0, answers.Bytes);
        Assert.Null(answers.Find(["a"], Asked, Day.No(21)));
    }

    [Fact]
    public void With_enough_kept_no_further_call_is_for_all_periods()
    {
        var answers = Expecting(InsightsPeriods.All);
        answers.Keep(["a"], Asked, Day.No(21), new byte[PeriodAnswers.MostBytes - 1]);
        Assert.True(answers.MayShare(Asked));

        answers.Keep(["b"], Asked, Day.No(21), Answer);

        Assert.False(answers.MayShare(Asked));
    }

    private static PeriodAnswers Expecting(IEnumerable<InsightsPeriod> periods)
    {
        var answers = new PeriodAnswers();
        foreach (var period in periods)
        {
            answers.Expect(period);
        }

        return answers;
    }
}
