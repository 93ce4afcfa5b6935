using Source.FacebookPages.Days;

namespace Source.FacebookPages.Tests.Story;

/// <summary>One HTTP request as the server saw it.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">The path behind the version.</param>
/// <param name="Parameters">The parameters of query and form.</param>
/// <param name="Token">The token of the Authorization header, or null.</param>
internal sealed record GraphCall(string Method, string Path, IReadOnlyDictionary<string, string> Parameters, string? Token)
{
    public bool IsInsights => Path.EndsWith("/insights", StringComparison.Ordinal);

    /// <summary>The first part of the path: a Page's id, or "me".</summary>
    public string Node => Path.Split('/')[0];

    public IReadOnlyList<string> Metrics => Parameters["metric"].Split(',');

    /// <summary>The days that the bounds name, the second one excluded.</summary>
    public DateWindow Window => new(Day.On(Parameters["since"]), Day.On(Parameters["until"]).AddDays(-1));

    /// <summary>For messages and comparisons: the metrics and the days.</summary>
    public override string ToString() => IsInsights ? $"{Node} {Parameters["metric"]} {Window}" : $"{Path} {Token}";
}
