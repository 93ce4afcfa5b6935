namespace Facebook.Graph;

/// <summary>Names what a path reads.</summary>
internal static class GraphEdge
{
    /// <summary>The edge: "100000000000001" and "me" are nodes, what follows is their edge; other paths begin with their own name.</summary>
    internal static string Of(string path)
    {
        var segments = path.Split('/', 3);
        var isNode = segments[0] == "me" || char.IsAsciiDigit(segments[0].FirstOrDefault());
        return (isNode, segments.Length) switch
        {
            (true, 1) => "node",
            (true, _) => segments[1],
            (false, _) => segments[0],
        };
    }
}
