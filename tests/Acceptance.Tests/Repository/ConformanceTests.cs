using System.Text.RegularExpressions;

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
        var named = NamedTests.In(Page).Count;

        Assert.True(named > Points, $"Only {named} tests were found on the page.");
        Assert.Empty(NamedTests.MissingIn(Page));
    }

    [GeneratedRegex(@"^\| (?<number>\d+) \| [^|]+ \| (?<proof>[^|]+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();

    [GeneratedRegex(@"\b[Oo]pen\b|\bTODO\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Open();
}
