using System.Text;
using System.Text.Json;
using Airbyte.Protocol;
using Source.FacebookPages.Schemas;

namespace Source.FacebookPages.Tests.Schemas;

public class FittingCopyTests
{
    private static readonly Dictionary<string, JsonShape> Shapes = new()
    {
        ["text"] = JsonShape.Text,
        ["integer"] = JsonShape.Integer,
        ["number"] = JsonShape.Number,
        ["boolean"] = JsonShape.Boolean,
        ["texts"] = JsonShape.List(JsonShape.Text),
        ["things"] = JsonShape.List(JsonShape.Object(("id", JsonShape.Text))),
        ["place"] = JsonShape.Object(("city", JsonShape.Text), ("latitude", JsonShape.Number)),
        ["anything"] = JsonShape.Unknown,
    };

    [Theory]
    [InlineData("text", "\"a\"")]
    [InlineData("text", "null")]
    [InlineData("integer", "123456789012345678901234567890")]
    [InlineData("integer", "-7")]
    [InlineData("number", "1.50")]
    [InlineData("number", "1e400")]
    [InlineData("boolean", "false")]
    [InlineData("texts", """["a","b"]""")]
    [InlineData("things", """[{"id":"1","more":[]}]""")]
    [InlineData("place", """{"city":"Oslo","latitude":59.9,"more":{"a":[1]}}""")]
    [InlineData("place", """{"city":null}""")]
    [InlineData("anything", """{"a":[1,"2",null]}""")]
    public void What_fits_is_copied_as_it_is(string shape, string json)
    {
        Assert.Equal((json, ""), Copy(shape, json));
    }

    [Theory]
    [InlineData("text", "7", "null", "f=7")]
    [InlineData("text", """{"a":1}""", "null", """f={"a":1}""")]
    [InlineData("integer", "7.5", "null", "f=7.5")]
    [InlineData("integer", "\"7\"", "null", "f=\"7\"")]
    [InlineData("boolean", "1", "null", "f=1")]
    [InlineData("texts", """["a",1]""", "null", """f=["a",1]""")]
    [InlineData("things", """[{"id":1}]""", "null", """f=[{"id":1}]""")]
    [InlineData("place", "[]", "null", "f=[]")]
    [InlineData("place", """{"city":["Oslo"],"latitude":59.9}""", """{"city":null,"latitude":59.9}""", """f.city=["Oslo"]""")]
    public void What_does_not_fit_is_null_and_stands_beside_the_record(string shape, string json, string copied, string changes)
    {
        Assert.Equal((copied, changes), Copy(shape, json));
    }

    [Theory]
    [InlineData("12.0", "12")]
    [InlineData("1.2e3", "1200")]
    public void A_whole_number_in_another_spelling_is_a_whole_number(string json, string copied)
    {
        Assert.Equal((copied, ""), Copy("integer", json));
    }

    [Fact]
    public void A_long_value_is_shortened()
    {
        var (_, changes) = Copy("integer", $"\"{new string('x', 5000)}\"");

        Assert.EndsWith("xxx…", changes, StringComparison.Ordinal);
        Assert.InRange(changes.Length, 1000, 1010);
    }

    private static (string Copied, string Changes) Copy(string shape, string json)
    {
        List<RecordChange> changes = [];
        using var output = new MemoryStream();
        using var document = JsonDocument.Parse(json);
        using (var writer = new Utf8JsonWriter(output))
        {
            new FittingCopy(changes).Write(document.RootElement, Shapes[shape], "f", writer);
        }

        return (Encoding.UTF8.GetString(output.ToArray()), string.Join("; ", changes.Select(change => $"{change.Field}={change.Value}")));
    }
}
