using System.Text.Json.Nodes;
using System.Xml.Linq;
using Acceptance.Tests.Harness;
using TestKit;

namespace Acceptance.Tests.Repository;

/// <summary>The files at the repository's root that others read.</summary>
internal static class RepositoryFiles
{
    /// <summary><c>metadata.yaml</c>.</summary>
    public static JsonObject Metadata => Yaml.Load(PathOf("metadata.yaml"));

    /// <summary><c>manifest.yaml</c>.</summary>
    public static JsonObject Manifest => Yaml.Load(PathOf("manifest.yaml"));

    /// <summary>The version in <c>Directory.Build.props</c>.</summary>
    public static string Version => XDocument.Load(PathOf("Directory.Build.props")).Descendants("Version").Single().Value;

    /// <summary>The path of a file.</summary>
    public static string PathOf(string name) => Path.Combine(PublishedConnector.RepositoryRoot(), name);

    /// <summary>The content of a file.</summary>
    public static string Read(string name) => File.ReadAllText(PathOf(name));
}
