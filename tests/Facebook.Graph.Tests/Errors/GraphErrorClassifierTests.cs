using System.Net;

namespace Facebook.Graph.Tests;

public sealed class GraphErrorClassifierTests
{
    public static TheoryData<ErrorCase> MustRetry => [.. ErrorCases.MustRetry];

    public static TheoryData<ErrorCase> MustNotRetry => [.. ErrorCases.MustNotRetry];

    [Theory]
    [MemberData(nameof(MustRetry))]
    [MemberData(nameof(MustNotRetry))]
    public void An_error_means_what_its_row_says(ErrorCase row)
    {
        var error = new GraphError { HttpStatus = row.Status, Code = row.Code, Subcode = row.Subcode, Message = row.Message, IsTransient = row.IsTransient ?? false };

        var classification = GraphErrorClassifier.Classify(error);

        Assert.Equal(row.Kind, classification.Kind);
        Assert.Equal(row.Field, classification.Field);
    }

    [Theory]
    [MemberData(nameof(MustRetry))]
    public void What_another_try_can_mend_is_tried_again(ErrorCase row)
    {
        using var story = new GraphStory();
        story.Script.Answer("100/insights", AnswerOf(row), Answers.Ok("{}"));

        Assert.Equal("{}", story.Get(story.Insights()));
    }

    [Theory]
    [MemberData(nameof(MustNotRetry))]
    public void What_another_try_can_not_mend_is_asked_once(ErrorCase row)
    {
        using var story = new GraphStory();
        story.Script.Answer("100/insights", AnswerOf(row));

        var failure = story.Fail(story.Insights());

        Assert.Equal(row.Kind, failure.Kind);
        Assert.Equal(row.Field, failure.Field);
        Assert.Equal(1, failure.Attempts);
        Assert.Equal((row.Status, row.Code, row.Subcode, row.Message), (failure.Error.HttpStatus, failure.Error.Code, failure.Error.Subcode, failure.Error.Message));
    }

    [Theory]
    [MemberData(nameof(MustNotRetry))]
    public void An_error_with_http_200_is_the_same_error(ErrorCase row)
    {
        using var story = new GraphStory();
        story.Script.Answer("100/insights", AnswerOf(row with { Status = 200 }));

        Assert.Equal(row.Kind, story.Fail(story.Insights()).Kind);
    }

    [Fact]
    public void The_text_may_stand_in_the_message_for_users_alone()
    {
        var error = new GraphError { HttpStatus = 400, Code = 100, Message = "Invalid parameter", UserMessage = "There cannot be more than 93 days (8035200 s) between since and until" };

        Assert.Equal(GraphErrorKind.RangeTooLong, GraphErrorClassifier.Classify(error).Kind);
    }

    [Fact]
    public void The_letter_case_of_a_text_does_not_matter()
    {
        var error = new GraphError { HttpStatus = 400, Code = 100, Message = "(#100) the value MUST be a valid Insights metric" };

        Assert.Equal(GraphErrorKind.InvalidMetric, GraphErrorClassifier.Classify(error).Kind);
    }

    [Theory]
    [InlineData("nonexisting field ()")]
    [InlineData("nonexisting field (genre")]
    [InlineData("nonexisting field (no such name)")]
    public void A_field_that_is_not_named_properly_has_no_name(string message)
    {
        var (kind, field, _) = GraphErrorClassifier.Classify(new GraphError { HttpStatus = 400, Code = 100, Message = message });

        Assert.Equal(GraphErrorKind.UnknownField, kind);
        Assert.Null(field);
    }

    [Fact]
    public void The_two_halves_meet_every_kind()
    {
        var met = ErrorCases.MustRetry.Concat(ErrorCases.MustNotRetry).Select(row => row.Kind).Distinct();

        Assert.Equal(Enum.GetValues<GraphErrorKind>().Order(), met.Order());
    }

    private static ScriptedAnswer AnswerOf(ErrorCase row) => Answers.Error(row.Code, row.Message, row.Subcode, (HttpStatusCode)row.Status, row.IsTransient);
}
