namespace Source.FacebookPages.Tests.Configuration;

/// <summary>Finds the repository that the tests were built from.</summary>
internal static class RepositoryFiles
{
    /// <summary>The full path of a file of the repository.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts)
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Source.sln")))
        {
            directory = directory.Parent;
        }

        Assert.NotNull(directory);
        return Path.Combine([directory.FullName, .. parts]);
    }
}
