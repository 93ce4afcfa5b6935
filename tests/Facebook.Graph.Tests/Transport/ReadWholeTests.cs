using System.Net;
using System.Text;

namespace Facebook.Graph.Tests.Transport;

/// <summary>An answer whose reader walks all of it is not walked before; what is wrong with one is found out all the same.</summary>
public sealed class ReadWholeTests
{
    private static readonly Dictionary<string, Func<ScriptedAnswer>> Answered = new(StringComparer.Ordinal)
    {
        ["an error with HTTP 200"] = () => Answers.Error(100, "(#100) The value must be a valid insights metric", status: HttpStatusCode.OK),
        ["an error behind data"] = () => Answers.Json("""{"data":[],"error":{"code":10,"message":"(#10) Not allowed"}}"""),
        ["an error before data, with a name in escapes"] = () => Answers.Json("""{"\u0065rror":{"code":10,"message":"(#10) Not allowed"},"data":[]}"""),
        ["an error with HTTP 400"] = () => Answers.Error(190, "Error validating access token"),
        ["data with HTTP 500"] = () => Answers.Json("""{"data":[]}""", HttpStatusCode.InternalServerError),
        ["half an answer"] = () => Answers.Json("""{"data":[{"name":"a","period":"day","values":[{"val"""),
        ["a web page"] = () => Answers.Html(HttpStatusCode.OK),
        ["nothing"] = () => Answers.Body(HttpStatusCode.OK, "application/json", ""),
        ["another form"] = () => Answers.Json("""{"id":"1"}"""),
    };

    public static TheoryData<string> Names => [.. Answered.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_fails_as_it_does_when_it_is_walked_before(string name)
    {
        var (whole, before) = (FailureOf(name, isReadWhole: true), FailureOf(name, isReadWhole: false));

        Assert.Equal(before.Kind, whole.Kind);
        Assert.Equal(before.Message, whole.Message);
        Assert.Equal(before.Error, whole.Error);
        Assert.Equal(before.IsForeignAnswer, whole.IsForeignAnswer);
    }

    [Fact]
    public void A_good_answer_is_read_once()
    {
        using var story = new GraphStory();
        story.Script.Answer("100/insights", Answers.Ok());
        var reads = 0;

        story.Run(async () => await story.Client.GetAsync(story.Insights() with { IsReadWhole = true }, _ => ++reads, CancellationToken.None));

        Assert.Equal(1, reads);
    }

    private static GraphException FailureOf(string name, bool isReadWhole)
    {
        using var story = new GraphStory();
        story.Script.Answer("100/insights", Answered[name]());
        GraphException? failure = null;
        story.Run(async () => failure = await GraphStory.CatchAsync<GraphException>(() => story.Client.GetAsync(
            story.Insights() with { IsReadWhole = isReadWhole, MaxAttempts = 1 },
            json =>
            {
                InsightsAnswer.Visit(json, new Insights.RecordedVisit());
                return Encoding.UTF8.GetString(json);
            },
            CancellationToken.None)));
        return failure!;
    }
}
