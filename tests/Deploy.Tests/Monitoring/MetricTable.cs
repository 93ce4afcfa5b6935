using System.Text.RegularExpressions;
using Deploy.Tests.Templates;

namespace Deploy.Tests.Monitoring;

/// <summary>The metrics as <c>docs/operations.md</c> lists them, under the names that Prometheus gives them; the tests of the connector hold that list against its code.</summary>
internal static partial class MetricTable
{
    /// <summary>The labels that a series has besides those of its metric.</summary>
    private static readonly IReadOnlyList<string> Everywhere = ["le", "instance", "job"];

    /// <summary>The labels by metric.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Labels { get; } =
        Row().Matches(File.ReadAllText(TemplateFile.PathOf("docs", "operations.md"))).ToDictionary(
            match => match.Groups["name"].Value,
            IReadOnlyList<string> (match) => [.. match.Groups["labels"].Value.Split(", ").Select(label => label.Trim('`')), .. Everywhere],
            StringComparer.Ordinal);

    /// <summary>What an expression is made of: each metric, and the labels that it is asked for by.</summary>
    public static IEnumerable<(string Metric, IReadOnlyList<string> Labels)> In(string expression)
    {
        var grouped = By().Matches(expression).SelectMany(match => match.Groups["labels"].Value.Split(", ")).ToList();
        return Selector().Matches(expression).Select(match => (
            Suffix().Replace(match.Groups["name"].Value, "_seconds"),
            (IReadOnlyList<string>)[.. grouped, .. Matcher().Matches(match.Groups["labels"].Value).Select(label => label.Groups["name"].Value)]));
    }

    [GeneratedRegex(@"^\| `facebook_pages\.[a-z_.]+` \| `[^`]+` \| (?<labels>[^|]+) \| `(?<name>[a-z_]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();

    [GeneratedRegex(@"\bby \((?<labels>[a-z_, ]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex By();

    [GeneratedRegex(@"\b(?<name>facebook_pages_[a-z_]+)(\{(?<labels>[^}]*)\})?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Selector();

    [GeneratedRegex("(?<name>[a-z_]+)(=|!=|=~|!~)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Matcher();

    // The series that a histogram consists of.
    [GeneratedRegex("_seconds_(bucket|sum|count)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Suffix();
}
