using System.Text.RegularExpressions;
using TestKit;

namespace Acceptance.Tests.Repository;

/// <summary>The tests that a document names as proof, as <c>`SomeTests`</c> or <c>`SomeTests.A_sentence`</c>.</summary>
internal static partial class NamedTests
{
    private static readonly ILookup<string, string> Sources = Directory
        .EnumerateFiles(Path.Combine(PublishedConnector.RepositoryRoot(), "tests"), "*.cs", SearchOption.AllDirectories)
        .ToLookup(path => Path.GetFileNameWithoutExtension(path), File.ReadAllText, StringComparer.Ordinal);

    /// <summary>What a text names.</summary>
    public static IReadOnlyList<string> In(string text) => [.. Test().Matches(text).Select(name => name.Value)];

    /// <summary>Those of them that do not exist.</summary>
    public static IReadOnlyList<string> MissingIn(string text) =>
    [
        .. Test().Matches(text)
            .Where(name => !Sources[name.Groups["class"].Value].Any(source => source.Contains($" {name.Groups["class"].Value}", StringComparison.Ordinal)
                && (!name.Groups["method"].Success || source.Contains($" {name.Groups["method"].Value}(", StringComparison.Ordinal))))
            .Select(name => name.Value),
    ];

    [GeneratedRegex(@"`(?<class>[A-Z][A-Za-z]+(Tests|Properties|Checks|Scan))(\.(?<method>\w+))?`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Test();
}
