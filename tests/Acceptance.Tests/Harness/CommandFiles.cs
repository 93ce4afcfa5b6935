namespace Acceptance.Tests.Harness;

/// <summary>The files of one command, in a folder of their own. Everybody may read and write them, as with the harness.</summary>
internal sealed class CommandFiles : IDisposable
{
    private const UnixFileMode ForAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
    private const UnixFileMode Enter = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("acceptance-");
    private readonly List<string> _names = [];

    public CommandFiles(string config, string? catalog, string? state)
    {
        Add("config", config);
        Add("catalog", catalog);
        Add("state", state);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Folder, ForAll | Enter);
        }
    }

    /// <summary>Where the files are.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The options that name them, for a caller that finds the folder under another path.</summary>
    public IEnumerable<string> Arguments(string folder) => _names.SelectMany(name => new[] { "--" + name, $"{folder}/{name}.json" });

    public void Dispose() => _folder.Delete(recursive: true);

    private void Add(string name, string? content)
    {
        if (content is null)
        {
            return;
        }

        var path = Path.Combine(Folder, name + ".json");
        File.WriteAllText(path, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, ForAll);
        }

        _names.Add(name);
    }
}
