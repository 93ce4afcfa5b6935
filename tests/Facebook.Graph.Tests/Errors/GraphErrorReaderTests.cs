using System.Text;

namespace Facebook.Graph.Tests;

public sealed class GraphErrorReaderTests
{
    [Fact]
    public void A_full_error_is_read_with_all_its_parts()
    {
        var error = Read("""
            {"error":{"message":"Invalid parameter","type":"OAuthException","code":100,"error_subcode":1504016,"is_transient":true,
             "error_user_title":"Invalid date range","error_user_msg":"There cannot be more than 93 days","error_data":{"blame_field_specs":[["since"]]},"fbtrace_id":"AbC","new_part":[1]}}
            """);

        Assert.Equal(
            new GraphError
            {
                HttpStatus = 400,
                Message = "Invalid parameter",
                Type = "OAuthException",
                Code = 100,
                Subcode = 1504016,
                IsTransient = true,
                UserTitle = "Invalid date range",
                UserMessage = "There cannot be more than 93 days",
                TraceId = "AbC",
            },
            error);
    }

    [Fact]
    public void Error_data_may_be_a_text() => Assert.Equal(100, Read("""{"error":{"message":"m","type":"t","code":100,"error_data":"{\"blame_field_specs\":[[\"since\"]]}","fbtrace_id":"A"}}""")!.Code);

    [Fact]
    public void The_subcode_may_lack_its_prefix() => Assert.Equal(463, Read("""{"error":{"code":190,"message":"m","subcode":463}}""")!.Subcode);

    [Fact]
    public void Numbers_may_come_as_texts()
    {
        var error = Read("""{"error":{"code":"190","error_subcode":"463","message":"m","is_transient":"true"}}""")!;

        Assert.Equal((190, 463, true), (error.Code, error.Subcode!.Value, error.IsTransient));
    }

    [Theory]
    [InlineData("""{"error":{}}""")]
    [InlineData("""{"error":{"code":null,"message":null,"error_subcode":null}}""")]
    [InlineData("""{"error":{"code":{},"message":[],"error_subcode":1.5,"is_transient":"maybe"}}""")]
    [InlineData("""{"error":{"code":99999999999,"message":true}}""")]
    public void Parts_that_are_missing_or_odd_are_unknown(string body)
    {
        var error = Read(body)!;

        Assert.Equal((0, null, false), (error.Code, error.Subcode, error.IsTransient));
        Assert.Equal("(Facebook gave no message)", error.Message);
    }

    [Fact]
    public void A_bare_text_is_the_message() => Assert.Equal("invalid_client", Read("""{"error":"invalid_client"}""")!.Message);

    [Fact]
    public void A_message_is_cut_to_a_bearable_length() => Assert.Equal(2001, Read($$$"""{"error":{"message":"{{{new string('x', 100_000)}}}"}}""")!.Message.Length);

    [Fact]
    public void A_message_with_half_a_surrogate_pair_does_not_hide_the_code() => Assert.Equal(190, Read("""{"error":{"message":"Page \ud83d","code":190}}""")!.Code);

    private static GraphError? Read(string body)
    {
        Assert.Equal(AnswerNature.Error, Answer.Inspect(Encoding.UTF8.GetBytes(body), 400, out var error));
        return error;
    }
}
