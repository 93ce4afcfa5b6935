using System.Text.Json;
using System.Text.RegularExpressions;

namespace Acceptance.Tests.Live;

/// <summary>The shapes of answers by the kind of request. Answers with an error, and lists without an entry, are kinds of their own.</summary>
internal sealed partial class ShapeBook
{
    /// <summary>The kind of all answers that carry an error, whatever was asked.</summary>
    public const string Error = "error";

    private readonly SortedDictionary<string, Shape> _shapes = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>The kinds of requests that were answered.</summary>
    public IReadOnlyList<string> Edges
    {
        get
        {
            lock (_gate)
            {
                return [.. _shapes.Keys];
            }
        }
    }

    /// <summary>The shape of the answers to a kind of request; null when there was none.</summary>
    public Shape? this[string edge]
    {
        get
        {
            lock (_gate)
            {
                return _shapes.GetValueOrDefault(edge);
            }
        }
    }

    /// <summary>Notes an answer.</summary>
    /// <param name="path">The path that was asked for, with version and ids.</param>
    /// <param name="answer">The answer.</param>
    public void Add(string path, JsonElement answer)
    {
        var edge = EdgeOf(path, answer);
        lock (_gate)
        {
            if (!_shapes.TryGetValue(edge, out var shape))
            {
                _shapes[edge] = shape = new Shape();
            }

            shape.Add(answer);
        }
    }

    /// <summary>The kind of a request by its path, without version and ids.</summary>
    public static string EdgeOf(string path) => Id().Replace(Version().Replace(path.Trim('/'), ""), "{id}");

    private static string EdgeOf(string path, JsonElement answer)
    {
        var edge = EdgeOf(path);
        return answer.ValueKind != JsonValueKind.Object ? edge
            : answer.TryGetProperty("error", out _) ? Error
            : answer.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array && data.GetArrayLength() == 0 ? edge + " without entries"
            : edge;
    }

    [GeneratedRegex(@"^v\d+\.\d+/", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version();

    [GeneratedRegex(@"(?<=^|/)\d[\d_]*(?=/|$)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();
}
