using System.Text.Json;
using Source.FacebookPages.Tests.Configuration;

namespace Source.FacebookPages.Tests.Documentation;

public class ConfigurationTableTests
{
    private static readonly IReadOnlyList<string[]> Rows = MarkdownFile.Load("README.md").Table("key", "type", "default", "meaning");

    [Fact]
    public void Every_key_of_the_specification_has_one_row_in_its_order() =>
        Assert.Equal(
            Specification.Properties()
                .OrderBy(property => property.Value.GetProperty("order").GetInt32())
                .Select(property => $"`{property.Key}`"),
            Rows.Select(row => row[0]));

    [Fact]
    public void The_types_are_those_of_the_specification() =>
        Assert.All(Rows, row => Assert.Equal(TypeOf(PropertyOf(row)), row[1]));

    [Fact]
    public void The_defaults_are_those_of_the_specification() =>
        Assert.All(Rows, row =>
        {
            if (PropertyOf(row).TryGetProperty("default", out var value))
            {
                Assert.Equal(DefaultOf(value), row[2]);
            }
            else
            {
                // Said in words, because no value stands for it.
                Assert.NotEmpty(row[2]);
                Assert.DoesNotContain('`', row[2]);
            }
        });

    [Fact]
    public void Every_kind_of_credentials_has_a_row_for_each_of_its_keys()
    {
        var rows = MarkdownFile.Load("README.md").Table("auth_type", "key", "needed", "meaning");

        var expected = Specification.Properties()["credentials"].GetProperty("oneOf").EnumerateArray().SelectMany(kind =>
        {
            var required = Texts(kind.GetProperty("required"));
            var type = kind.GetProperty("properties").GetProperty("auth_type").GetProperty("const").GetString();
            return kind.GetProperty("properties").EnumerateObject()
                .Where(property => property.Name != "auth_type")
                .Select(property => $"`{type}` `{property.Name}` {(required.Contains(property.Name) ? "required" : "optional")}");
        });
        Assert.Equal(expected, rows.Select(row => $"{row[0]} {row[1]} {row[2]}"));
    }

    private static JsonElement PropertyOf(string[] row) => Specification.Properties()[MarkdownFile.Code(row[0]).Single()];

    private static string TypeOf(JsonElement property)
    {
        if (property.TryGetProperty("enum", out var values))
        {
            return string.Join(" or ", Texts(values).Select(Code));
        }

        return property.GetProperty("type").GetString() switch
        {
            "array" when property.GetProperty("items").TryGetProperty("enum", out var items) => "list of " + string.Join(", ", Texts(items).Select(Code)),
            "array" => $"list of {property.GetProperty("items").GetProperty("type").GetString()}",
            "integer" => $"integer, {property.GetProperty("minimum")}–{property.GetProperty("maximum")}",
            "string" when property.TryGetProperty("format", out var format) => format.GetString()!,
            var type => type!,
        };
    }

    private static string DefaultOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(", ", Texts(value).Select(Code)),
        JsonValueKind.String => Code(value.GetString()!),
        _ => Code(value.GetRawText()),
    };

    private static List<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];

    private static string Code(string text) => $"`{text}`";
}
