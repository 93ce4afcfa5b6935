using System.Xml.Linq;
using Source.FacebookPages.Tests.Configuration;

namespace Source.FacebookPages.Tests.Documentation;

public class RoomTableTests
{
    private static readonly IReadOnlyList<string[]> Rows =
        MarkdownFile.Load("README.md").Table("room", "knows", "does not know", "packages");

    [Fact]
    public void Every_project_but_the_test_projects_has_a_row()
    {
        var projects = Directory.EnumerateFiles(RepositoryFiles.PathOf(), "*.csproj", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(RepositoryFiles.PathOf(), Path.GetDirectoryName(path)!))
            .Where(folder => !folder.EndsWith(".Tests", StringComparison.Ordinal))
            .Where(folder => !folder.StartsWith("artifacts", StringComparison.Ordinal));

        Assert.Equal(projects.Order(), Rows.Select(row => MarkdownFile.Code(row[0]).Single()).Order());
    }

    [Fact]
    public void The_packages_are_those_of_the_projects() =>
        Assert.All(Rows, row =>
        {
            var folder = MarkdownFile.Code(row[0]).Single();
            var project = Directory.EnumerateFiles(RepositoryFiles.PathOf(folder), "*.csproj").Single();
            var packages = XDocument.Load(project).Descendants("PackageReference").Select(reference => $"`{reference.Attribute("Include")!.Value}`");
            Assert.Equal(string.Join(", ", packages.Order(StringComparer.Ordinal).DefaultIfEmpty("none")), row[3]);
        });
}
