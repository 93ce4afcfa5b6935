namespace Deploy.Tests.Templates;

/// <summary>The files in <c>deploy/</c>, and other files of the repository.</summary>
internal static class TemplateFile
{
    /// <summary>The names of all templates.</summary>
    public static TheoryData<string> Names => new(Directory.GetFiles(PathOf("deploy"), "*.yaml").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));

    /// <summary>The text of a template.</summary>
    public static string Text(string name) => File.ReadAllText(PathOf("deploy", name));

    /// <summary>A template.</summary>
    public static Template Load(string name) => Template.Parse(Text(name));

    /// <summary>A template after an edit. What is to be replaced must be there, else the edit would prove nothing.</summary>
    public static Template Damaged(string name, string old, string replacement)
    {
        var text = Text(name);
        Assert.Contains(old, text, StringComparison.Ordinal);
        return Template.Parse(text.Replace(old, replacement, StringComparison.Ordinal));
    }

    /// <summary>The path of a file of the repository.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Source.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine([folder?.FullName ?? throw new InvalidOperationException("There is no Source.sln above the tests."), .. parts]);
    }
}
