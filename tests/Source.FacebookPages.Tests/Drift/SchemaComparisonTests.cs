using Source.FacebookPages.Drift;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.Drift;

public class SchemaComparisonTests
{
    [Theory]
    [InlineData("""{"a":{"type":"string"}}""", """{"a":{"type":"string"},"b":{"type":"integer"}}""", "FieldAdded b integer compatible")]
    [InlineData("""{"a":{"type":"string"},"b":{"type":"integer"}}""", """{"a":{"type":"string"}}""", "FieldRemoved b integer breaking")]
    [InlineData("""{"a":{"type":"integer"}}""", """{"a":{"type":"number"}}""", "FieldChanged a integer → number compatible")]
    [InlineData("""{"a":{"type":"number"}}""", """{"a":{"type":"integer"}}""", "FieldChanged a number → integer breaking")]
    [InlineData("""{"a":{"type":"string"}}""", """{"a":{"type":["null","string"]}}""", "FieldChanged a string → null or string compatible")]
    [InlineData("""{"a":{"type":["null","string"]}}""", """{"a":{"type":"string"}}""", "FieldChanged a null or string → string breaking")]
    [InlineData("""{"a":{"type":"string"}}""", """{"a":{"type":"string","format":"date"}}""", "FieldChanged a string → string (date) breaking")]
    [InlineData("""{"a":{"type":"string"}}""", """{"a":{}}""", "FieldChanged a string → anything compatible")]
    [InlineData("""{"a":{"type":"array","items":{"type":"string"}}}""", """{"a":{"type":"array","items":{"type":"integer"}}}""", "FieldChanged a array of string → array of integer breaking")]
    [InlineData("""{"a":{"type":"object","properties":{"b":{"type":"string"}}}}""", """{"a":{"type":"object","properties":{"c":{"type":"string"}}}}""", "FieldRemoved a.b string breaking|FieldAdded a.c string compatible")]
    [InlineData("""{"a":{"type":"string","description":"x"}}""", """{"a":{"description":"y","type":"string"}}""", "")]
    public void Fields_are_compared_by_name_and_type(string registered, string current, string expected)
    {
        Assert.Equal(expected, Compare("{\"properties\":" + registered + "}", "{\"properties\":" + current + "}"));
    }

    [Theory]
    [InlineData("""{"m":{"unit":"count"}}""", """{"m":{"unit":"count"},"n":{"unit":"count"}}""", "MetricAdded n read from now on compatible")]
    [InlineData("""{"m":{"unit":"count"},"n":{}}""", """{"m":{"unit":"count"}}""", "MetricRemoved n not read any more breaking")]
    [InlineData("""{"m":{"unit":"count","kind":"integer"}}""", """{"m":{"unit":"people","kind":"integer"}}""", "MetricChanged m unit: \"count\" → \"people\" compatible")]
    [InlineData("""{"m":{"kind":"integer"}}""", """{"m":{"kind":"map"}}""", "MetricChanged m kind: \"integer\" → \"map\" breaking")]
    [InlineData("""{"m":{"keys":["a","b"]}}""", """{"m":{"keys":["b","a","c"]}}""", "MetricChanged m keys: [\"a\",\"b\"] → [\"a\",\"b\",\"c\"] compatible")]
    [InlineData("""{"m":{"description":"old words"}}""", """{"m":{"description":"new words"}}""", "")]
    public void Metrics_are_compared_by_what_is_known_of_them(string registered, string current, string expected)
    {
        Assert.Equal(expected, Compare(SchemaOf(registered), SchemaOf(current)));

        static string SchemaOf(string metrics) => """{"properties":{"metric":{"type":"string","x-metrics":""" + metrics + "}}}";
    }

    private static string Compare(string registered, string current) => string.Join(
        "|",
        SchemaComparison.Compare(Json.Element(registered), Json.Element(current))
            .Select(change => $"{change.Kind} {change.What} {change.Detail} {(change.IsCompatible ? "compatible" : "breaking")}"));
}
