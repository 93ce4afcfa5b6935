using System.Text.RegularExpressions;
using TestKit;

namespace Acceptance.Tests.Repository;

/// <summary>The conformance page against the tests that it names.</summary>
public sealed partial class ConformanceTests
{
    private const int Points = 114;

    private static readonly string Page = RepositoryFiles.Read("docs/conformance.md");

    [Fact]
    public void Every_point_has_one_row_with_an_answer()
    {
        var rows = Row().Matches(Page).ToList();

        Assert.Equal(Enumerable.Range(1, Points), rows.Select(row => int.Parse(row.Groups["number"].Value, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.All(rows, row => Assert.NotEmpty(row.Groups["proof"].Value.Trim()));
    }

    [Fact]
    public void No_point_is_left_open() =>
        Assert.DoesNotMatch(Open(), Page);

    [Fact]
    public void Every_test_that_it_names_exists()
    {
        var sources = Directory
            .EnumerateFiles(Path.Combine(PublishedConnector.RepositoryRoot(), "tests"), "*.cs", SearchOption.AllDirectories)
            .ToLookup(path => Path.GetFileNameWithoutExtension(path), File.ReadAllText, StringComparer.Ordinal);
        var named = Test().Matches(Page).ToList();

        Assert.True(named.Count > Points, $"Only {named.Count} tests were found on the page.");
        Assert.All(named, name => Assert.True(
            sources[name.Groups["class"].Value].Any(source => source.Contains($" {name.Groups["class"].Value}", StringComparison.Ordinal)
                && (!name.Groups["method"].Success || source.Contains($" {name.Groups["method"].Value}(", StringComparison.Ordinal))),
            $"{name.Value} does not exist."));
    }

    [GeneratedRegex(@"^\| (?<number>\d+) \| [^|]+ \| (?<proof>[^|]+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();

    [GeneratedRegex(@"\b[Oo]pen\b|\bTODO\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Open();

    [GeneratedRegex(@"`(?<class>[A-Z][A-Za-z]+(Tests|Properties|Checks|Scan))(\.(?<method>\w+))?`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Test();
}
