namespace TestKit;

/// <summary>Keeps what tests have measured, so that it can be shown after a run: a line each in <c>artifacts/figures.txt</c>.</summary>
public static class Figures
{
    /// <summary>Notes a figure in words.</summary>
    public static void Note(string text)
    {
        var folder = Path.Combine(PublishedConnector.RepositoryRoot(), "artifacts");
        Directory.CreateDirectory(folder);
        File.AppendAllText(Path.Combine(folder, "figures.txt"), text + "\n");
    }
}
