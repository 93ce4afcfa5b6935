using System.Collections;
using System.Globalization;
using System.Reflection;
using Facebook.Graph;

namespace Source.FacebookPages.Tests.Documentation;

public class ErrorTableTests
{
    private const string Any = "any";

    private static readonly MarkdownFile Document = MarkdownFile.Load("docs/errors.md");

    [Fact]
    public void Every_kind_of_error_has_a_row_that_says_what_happens()
    {
        var rows = Document.Table("kind", "what it is", "what the connector does");

        Assert.Equal(Enum.GetNames<GraphErrorKind>().Order(), rows.Select(row => MarkdownFile.Code(row[0]).Single()).Order());
        Assert.All(rows, row => Assert.All(row, cell => Assert.NotEmpty(cell)));
    }

    [Fact]
    public void The_rows_are_those_of_the_classifier_in_its_order()
    {
        var rows = Document.Table("code", "subcode", "HTTP status", "text", "kind", "example or meaning");

        Assert.Equal(Classifier(), rows.Select(row => string.Join(" | ", row.Take(5))));
    }

    [Fact]
    public void The_classifier_judges_each_row_as_the_document_says()
    {
        var rows = Document.Table("code", "subcode", "HTTP status", "text", "kind", "example or meaning");

        Assert.All(rows, row => Assert.Equal(
            Enum.Parse<GraphErrorKind>(MarkdownFile.Code(row[4]).Single()),
            GraphErrorClassifier.Classify(ErrorOf(row)).Kind));
    }

    private static GraphError ErrorOf(string[] row) => new()
    {
        // A code that no row knows stands for any.
        Code = row[0] == Any ? 987_654 : Number(row[0]),
        Subcode = row[1] == Any ? null : Number(row[1]),
        HttpStatus = row[2] == Any ? 400 : Number(row[2]),
        Message = $"(#1) {string.Concat(MarkdownFile.Code(row[3]))} and so on",
        IsTransient = row[3].Contains("is_transient", StringComparison.Ordinal),
    };

    private static int Number(string cell) => int.Parse(cell.Split('–')[0], CultureInfo.InvariantCulture);

    // The table is private to its library, for good reason; this is the one place that looks behind.
    private static IEnumerable<string> Classifier()
    {
        var field = typeof(GraphErrorClassifier).GetField("Table", BindingFlags.NonPublic | BindingFlags.Static)!;
        var table = (IEnumerable)field.GetValue(null)!;
        foreach (var rule in table)
        {
            var text = Value(rule, "Text") is { } part ? $"`{part}`" : (bool)Value(rule, "IsTransient")! ? "`is_transient` is true" : Any;
            var kind = $"`{Value(rule, "Kind")}`" + ((bool)Value(rule, "IsFinal")! ? ", final" : "");
            var (code, status) = (Range(rule, "FirstCode", "LastCode"), Range(rule, "FirstStatus", "LastStatus"));
            yield return string.Join(" | ", code, Value(rule, "Subcode") ?? Any, status, text, kind);
        }
    }

    private static string Range(object rule, string first, string last) =>
        Value(rule, first) is int from and not 0 ? Value(rule, last) is int to && to != from ? $"{from}–{to}" : $"{from}" : Any;

    private static object? Value(object rule, string property) =>
        rule.GetType().GetProperty(property, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(rule);
}
