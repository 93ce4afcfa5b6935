using System.Text.Json;

namespace Acceptance.Tests.Live;

/// <summary>The comparison by which live runs are judged.</summary>
public sealed class ShapeTests
{
    private const string Simulated = """{"data":[{"name":"a","period":"day","values":[{"value":1,"end_time":"t"},{"value":{"like":1},"end_time":"t"}],"title":"A","description":"d","id":"1"}],"paging":{"next":"n"}}""";

    [Theory]
    [InlineData("the same with other values", """{"data":[{"name":"b","period":"week","values":[{"value":7,"end_time":"u"}],"title":"B","description":"e","id":"2"}],"paging":{"next":"m"}}""")]
    [InlineData("a key that is no part of the envelope is missing", """{"data":[{"name":"b","period":"week","values":[{"value":{},"end_time":"u"}],"title":"B","description":"e","id":"2"}],"paging":{}}""")]
    [InlineData("no entry at all", """{"data":[]}""")]
    [InlineData("an entry without points", """{"data":[{"name":"b","period":"week","values":[],"title":"B","description":"e","id":"2"}],"paging":{"next":"m"}}""")]
    public void What_Facebook_may_do_is_no_deviation(string what, string answer) =>
        Assert.True(Compare(answer).Deviations.Count == 0, what);

    [Theory]
    [InlineData("name", "name\":\"a", "name\":5,\"x\":\"", "{id}/insights: data[].name is of the kind number, in the simulator string")]
    [InlineData("value", "value\":1", "value\":\"1\"", "{id}/insights: data[].values[].value is of the kind string, in the simulator number or object")]
    [InlineData("values", "values\":[", "values\":null,\"x\":[", "{id}/insights: data[].values is of the kind null, in the simulator array")]
    [InlineData("like", "like\":1", "like\":true", "{id}/insights: data[].values[].value.like is of the kind boolean, in the simulator number")]
    [InlineData("end_time", "end_time", "end", "{id}/insights: data[].values[].end_time is missing")]
    [InlineData("title", "title", "headline", "{id}/insights: data[].title is missing")]
    [InlineData("paging", "paging", "pages", "{id}/insights: paging is missing")]
    public void A_deviation_is_named_with_edge_and_path(string key, string old, string altered, string deviation)
    {
        var answer = Simulated.Replace(old, altered, StringComparison.Ordinal);
        Assert.NotEqual(Simulated, answer);

        Assert.Equal((key, deviation), (key, Assert.Single(Compare(answer).Deviations)));
    }

    [Fact]
    public void One_entry_without_a_key_of_the_envelope_is_enough()
    {
        var answer = """{"data":[{"name":"a","period":"day","values":[{"value":1,"end_time":"t"},{"value":1}],"title":"A","description":"d","id":"1"}],"paging":{"next":"n"}}""";

        Assert.Equal(["{id}/insights: data[].values[].end_time is missing"], Compare(answer).Deviations);
    }

    [Fact]
    public void A_key_that_the_simulator_leaves_out_now_and_then_may_be_missing()
    {
        var simulator = new ShapeBook();
        simulator.Add("/v25.0/1/insights", Parse("""{"data":[{"values":[{"value":1},{}]}]}"""));

        Assert.Empty(ShapeFindings.Compare(Book("""{"data":[{"values":[{}]}]}"""), simulator).Deviations);
    }

    [Fact]
    public void New_keys_and_kinds_of_answers_are_news_and_no_deviation()
    {
        var facebook = Book(Simulated.Replace("\"period\"", "\"is_new\":true,\"period\"", StringComparison.Ordinal));
        facebook.Add("/v25.0/me/groups", Parse("""{"data":[{}]}"""));

        var findings = ShapeFindings.Compare(facebook, Book(Simulated));

        Assert.Empty(findings.Deviations);
        Assert.Equal(["me/groups: the simulator has given no such answer", "{id}/insights: data[].is_new (boolean)"], findings.News);
    }

    [Fact]
    public void Neither_ids_nor_values_are_kept()
    {
        var book = Book("""{"data":[{"123456789":{"name":"Jane"},"987654321":{"name":"Joe"}}]}""");

        Assert.Equal(["{id}/insights"], book.Edges);
        Assert.Equal(["{id}"], book["{id}/insights"]!.Keys["data"].Elements!.Keys.Keys);
        Assert.True(book["{id}/insights"]!.Keys["data"].Elements!.AlwaysHas("{id}"));
    }

    [Theory]
    [InlineData("/v25.0/me/accounts", """{"data":[{}]}""", "me/accounts")]
    [InlineData("/v25.0/me/accounts", """{"data":[]}""", "me/accounts without entries")]
    [InlineData("/v25.0/100000000000001", "{}", "{id}")]
    [InlineData("/100000000000001_5/insights", "{}", "{id}/insights")]
    [InlineData("/v25.0/debug_token", """{"data":{}}""", "debug_token")]
    [InlineData("/v25.0/me", """{"error":{}}""", "error")]
    [InlineData("/v25.0/me", "[1]", "me")]
    public void An_answer_belongs_to_its_kind_of_request(string path, string answer, string edge)
    {
        var book = new ShapeBook();
        book.Add(path, Parse(answer));

        Assert.Equal([edge], book.Edges);
    }

    private static ShapeFindings Compare(string facebook) => ShapeFindings.Compare(Book(facebook), Book(Simulated));

    private static ShapeBook Book(string answer)
    {
        var book = new ShapeBook();
        book.Add("/v25.0/100000000000001/insights", Parse(answer));
        return book;
    }

    private static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
