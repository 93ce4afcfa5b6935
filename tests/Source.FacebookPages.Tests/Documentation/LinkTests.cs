using System.Text.RegularExpressions;
using Source.FacebookPages.Tests.Configuration;

namespace Source.FacebookPages.Tests.Documentation;

public partial class LinkTests
{
    public static TheoryData<string> Documents =>
    [
        .. Directory.EnumerateFiles(RepositoryFiles.PathOf(), "*.md")
            .Concat(Directory.EnumerateFiles(RepositoryFiles.PathOf("docs"), "*.md"))
            .Select(path => Path.GetRelativePath(RepositoryFiles.PathOf(), path)),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_within_the_repository_leads_somewhere(string document)
    {
        foreach (var target in Targets(document).Where(target => !target.Contains("://", StringComparison.Ordinal)))
        {
            var parts = target.Split('#');
            var file = parts[0].Length == 0 ? document : Path.Combine(Path.GetDirectoryName(document)!, parts[0]);
            Assert.True(File.Exists(RepositoryFiles.PathOf(file)), $"{document} links to {target}, which is not there.");
            if (parts.Length > 1)
            {
                Assert.Contains(parts[1], MarkdownFile.Load(file).Anchors);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_file_named_in_code_exists(string document)
    {
        var named = MarkdownFile.Load(document).Prose.SelectMany(MarkdownFile.Code).Where(code => PathInRepository().IsMatch(code));

        Assert.All(named, path => Assert.True(Path.Exists(RepositoryFiles.PathOf(path)), $"{document} names {path}, which is not there."));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_to_the_web_are_encrypted(string document) =>
        Assert.All(
            Targets(document).Where(target => target.Contains("://", StringComparison.Ordinal)),
            target => Assert.StartsWith("https://", target, StringComparison.Ordinal));

    private static IEnumerable<string> Targets(string document) =>
        MarkdownFile.Load(document).Prose.SelectMany(line => Link().Matches(line)).Select(match => match.Groups["target"].Value);

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex("^(src|tests|docs|demo|eng)/[A-Za-z0-9_./-]*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PathInRepository();
}
