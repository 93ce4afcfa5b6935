using System.Text;
using CsCheck;

namespace Facebook.Graph.Tests;

public sealed class AnswerTests
{
    private const string Whole = """ {"data":[{"name":"page_follows","values":[{"value":12,"end_time":"2026-11-10T08:00:00+0000"}],"title":"Caf\u00e9 \"Blue\" 🚪","id":"1\/insights"}],"paging":{"next":"x"}}""";

    [Theory]
    [InlineData("", AnswerNature.Foreign)]
    [InlineData(" \r\n\t", AnswerNature.Foreign)]
    [InlineData("<html></html>", AnswerNature.Foreign)]
    [InlineData("Bad gateway", AnswerNature.Foreign)]
    [InlineData("null", AnswerNature.Foreign)]
    [InlineData("{", AnswerNature.Broken)]
    [InlineData("{}}", AnswerNature.Broken)]
    [InlineData("{\"a\":1}<html>", AnswerNature.Broken)]
    [InlineData("{'a':1}", AnswerNature.Broken)]
    [InlineData("{}", AnswerNature.Data)]
    [InlineData("[1]", AnswerNature.Data)]
    [InlineData("""{"error":null}""", AnswerNature.Data)]
    [InlineData("""{"error":0,"data":[]}""", AnswerNature.Data)]
    [InlineData("""[{"error":{"code":1}}]""", AnswerNature.Data)]
    [InlineData("""{"data":{"error":{"code":190},"is_valid":false}}""", AnswerNature.Data)]
    [InlineData("""{"data":[{"error":{"code":190}}]}""", AnswerNature.Data)]
    [InlineData("""{"error":{"code":1}}""", AnswerNature.Error)]
    [InlineData("""{"\u0065rror":{"code":1}}""", AnswerNature.Error)]
    [InlineData("""{"data":[{"a":[{}]}],"error":{"code":1}}""", AnswerNature.Error)]
    [InlineData("""{"error":{"code":1""", AnswerNature.Broken)]
    public void A_body_is_what_it_is(string body, object nature) => Assert.Equal(nature, Answer.Inspect(Encoding.UTF8.GetBytes(body), 200, out _));

    [Fact]
    public void An_answer_that_is_cut_off_anywhere_is_never_taken_for_whole()
    {
        var whole = Encoding.UTF8.GetBytes(Whole);

        Assert.Equal(AnswerNature.Data, Answer.Inspect(whole, 200, out _));
        Assert.All(Enumerable.Range(2, whole.Length - 2), length => Assert.Equal(AnswerNature.Broken, Answer.Inspect(whole.AsSpan(0, length), 200, out _)));
    }

    [Fact]
    public void Whatever_bytes_come_inspecting_them_does_not_fail() => Gen.Select(Gen.Int[0, Whole.Length - 1], Gen.Byte).Sample((index, value) =>
    {
        var bytes = Encoding.UTF8.GetBytes(Whole);
        bytes[index] = value;
        return Enum.IsDefined(Answer.Inspect(bytes, 200, out _));
    });
}
