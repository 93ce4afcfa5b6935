namespace Acceptance.Tests.Live;

/// <summary>What differs between the answers of Facebook and those of the simulator.</summary>
/// <param name="Deviations">What the simulator has wrong, each with edge and path.</param>
/// <param name="News">What the simulator does not know, each with edge and path; no fault.</param>
internal sealed record ShapeFindings(IReadOnlyList<string> Deviations, IReadOnlyList<string> News)
{
    // The keys that the connector, or a reader of its logs, goes by. Without them an answer is another one.
    private static readonly IReadOnlySet<string> Envelope = new HashSet<string>(StringComparer.Ordinal)
    {
        "data", "paging", "error", "name", "period", "values", "title", "description", "id", "end_time", "value",
    };

    /// <summary>Compares what Facebook answers with what the simulator answers to the same kinds of request.</summary>
    public static ShapeFindings Compare(ShapeBook facebook, ShapeBook simulator)
    {
        List<string> deviations = [];
        List<string> news = [];
        foreach (var edge in facebook.Edges)
        {
            if (simulator[edge] is { } expected)
            {
                Compare(edge, "", facebook[edge]!, expected, deviations, news);
            }
            else
            {
                news.Add($"{edge}: the simulator has given no such answer");
            }
        }

        return new ShapeFindings(deviations, news);
    }

    private static void Compare(string edge, string path, Shape facebook, Shape simulator, List<string> deviations, List<string> news)
    {
        foreach (var kind in facebook.Kinds.Except(simulator.Kinds, StringComparer.Ordinal))
        {
            deviations.Add($"{edge}: {Place(path)} is of the kind {kind}, in the simulator {string.Join(" or ", simulator.Kinds)}");
        }

        // What the simulator leaves out now and then may be missing.
        foreach (var key in Envelope.Where(key => facebook.Kinds.Contains("object") && simulator.AlwaysHas(key) && !facebook.AlwaysHas(key)).Order(StringComparer.Ordinal))
        {
            deviations.Add($"{edge}: {Place(Join(path, key))} is missing");
        }

        foreach (var (key, shape) in facebook.Keys)
        {
            if (simulator.Keys.TryGetValue(key, out var expected))
            {
                Compare(edge, Join(path, key), shape, expected, deviations, news);
            }
            else
            {
                news.Add($"{edge}: {Join(path, key)} ({string.Join(" or ", shape.Kinds)})");
            }
        }

        if (facebook.Elements is { } elements && simulator.Elements is { } known)
        {
            Compare(edge, path + "[]", elements, known, deviations, news);
        }
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    private static string Place(string path) => path.Length == 0 ? "the answer" : path;
}
