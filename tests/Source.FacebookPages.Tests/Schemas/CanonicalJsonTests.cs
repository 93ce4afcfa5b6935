using System.Text;
using System.Text.Json;
using Source.FacebookPages.Schemas;

namespace Source.FacebookPages.Tests.Schemas;

public class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{"b":1,"a":{"d":true,"c":null}}""", """{"a":{"c":null,"d":true},"b":1}""")]
    [InlineData("""{"type":["string","null"]}""", """{"type":["null","string"]}""")]
    [InlineData("""{ "description":"words", "title":"words", "type" : "object" }""", """{"type":"object"}""")]
    [InlineData("""{"properties":{"description":{"type":"string","description":"words"}}}""", """{"properties":{"description":{"type":"string"}}}""")]
    [InlineData("""{"x-metrics":{"title":{"description":"words","unit":"count"}}}""", """{"x-metrics":{"title":{"unit":"count"}}}""")]
    [InlineData("""{"items":[{"b":1,"a":2},3]}""", """{"items":[{"a":2,"b":1},3]}""")]
    public void There_is_one_form_for_all_that_say_the_same(string schema, string canonical)
    {
        Assert.Equal(canonical, Encoding.UTF8.GetString(CanonicalJson.Of(Encoding.UTF8.GetBytes(schema)).Span));
    }

    [Fact]
    public void Schemas_that_say_the_same_have_the_same_fingerprint_and_others_have_another()
    {
        Assert.Equal(Fingerprint("""{"a":{"type":["null","string"],"description":"x"}}"""), Fingerprint("""{"a":{"description":"y","type":["string","null"]}}"""));
        Assert.NotEqual(Fingerprint("""{"a":{"type":"string"}}"""), Fingerprint("""{"a":{"type":"integer"}}"""));
        // Computed with sha256sum.
        Assert.Equal("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", Fingerprint("{}"));
    }

    private static string Fingerprint(string schema)
    {
        using var document = JsonDocument.Parse(schema);
        return CanonicalJson.Fingerprint(document.RootElement);
    }
}
