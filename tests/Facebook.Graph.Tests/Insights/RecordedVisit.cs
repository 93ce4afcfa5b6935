using System.Text;

namespace Facebook.Graph.Tests.Insights;

/// <summary>Writes down what an answer shows, a line each; takes every entry, or only those named.</summary>
internal sealed class RecordedVisit(params string[] wanted) : IInsightsVisitor
{
    public List<string> Lines { get; } = [];

    public static IReadOnlyList<string> Of(string json, params string[] wanted)
    {
        var visit = new RecordedVisit(wanted);
        InsightsAnswer.Visit(Encoding.UTF8.GetBytes(json), visit);
        return visit.Lines;
    }

    public bool Entry(string name, string period)
    {
        Lines.Add($"{name} {period}");
        return wanted.Length == 0 || wanted.Contains(name);
    }

    public void Point(in InsightsPoint point) =>
        Lines.Add($"- {Encoding.UTF8.GetString(point.EndTime)} {point.Kind} {Encoding.UTF8.GetString(point.Value)}".TrimEnd());
}
