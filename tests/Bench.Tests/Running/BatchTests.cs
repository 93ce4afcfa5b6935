using System.Text;
using Bench.Running;

namespace Bench.Tests.Running;

public sealed class BatchTests
{
    private static readonly PageCall One = new("/v25.0/1/insights?metric=a,b&period=day", "EAA+1");
    private static readonly PageCall Two = new("/v25.0/2/insights?metric=a,b&period=day", "EAA2");

    [Fact]
    public void A_form_has_an_operation_for_each_call_with_the_token_of_its_page()
    {
        var fields = Batch.Form("user token", [One, Two]).Split('&').Select(field => field.Split('=')).ToDictionary(field => field[0], field => Uri.UnescapeDataString(field[1]));

        Assert.Equal("user token", fields["access_token"]);
        Assert.Equal("false", fields["include_headers"]);
        Assert.Equal(
            """[{"method":"GET","relative_url":"1/insights?metric=a,b&period=day&access_token=EAA%2B1"},{"method":"GET","relative_url":"2/insights?metric=a,b&period=day&access_token=EAA2"}]""",
            fields["batch"]);
    }

    [Fact]
    public void It_is_sent_to_the_version_of_the_calls() => Assert.Equal("/v25.0/", Batch.Version(One));

    [Fact]
    public void The_bodies_are_taken_out_in_order_and_unescaped() =>
        Assert.Equal(["""{"data":["a\/b","\u00e9"]}""", "{}"], Bodies("""[{"code":200,"body":"{\"data\":[\"a\\\/b\",\"\\u00e9\"]}"},{"code":200,"body":"{}"}]"""));

    [Theory]
    [InlineData("""[{"code":200,"body":"{}"},null]""")]
    [InlineData("""[{"code":400,"body":"{}"},{"code":200,"body":"{}"}]""")]
    public void An_operation_that_failed_or_did_not_finish_is_a_mistake(string answer) => Assert.Throws<InvalidOperationException>(() => Bodies(answer));

    [Fact]
    public void Fifty_and_fewer_calls_make_a_request_each_of_which_counts()
    {
        var batches = FetchRequest.Batches(new PageCalls([.. Enumerable.Repeat(One, 60), .. Enumerable.Repeat(Two, 60)], "gzip"), 50, "user");

        Assert.Equal([50, 50, 20], batches.Select(batch => batch.Calls));
        Assert.All(batches, batch => Assert.Equal(("/v25.0/", null), (batch.Target, batch.Token)));
    }

    [Fact]
    public void A_call_by_itself_has_its_token_beside_it()
    {
        var request = Assert.Single(FetchRequest.Singles(new PageCalls([Two], "gzip")));

        Assert.Equal((Two.Target, Two.Token, null, 1), (request.Target, request.Token, request.Form, request.Calls));
    }

    private static List<string> Bodies(string answer)
    {
        var bodies = new List<string>();
        Batch.Bodies(Encoding.UTF8.GetBytes(answer), new byte[answer.Length], body => bodies.Add(Encoding.UTF8.GetString(body)));
        return bodies;
    }
}
