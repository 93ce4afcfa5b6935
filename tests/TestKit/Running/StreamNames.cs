namespace TestKit;

/// <summary>What the names of streams say.</summary>
public static class StreamNames
{
    /// <summary>Whether a stream carries insights, of one Page or of all.</summary>
    public static bool IsInsights(string? name) => name?.StartsWith("page_insights", StringComparison.Ordinal) == true;
}
