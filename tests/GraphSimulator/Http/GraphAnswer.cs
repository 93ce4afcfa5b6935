namespace GraphSimulator.Http;

/// <summary>What is to be sent: status, headers, and the body in a pooled buffer that the sender gives back.</summary>
public sealed class GraphAnswer : IDisposable
{
    private readonly IDisposable? _owner;

    private GraphAnswer(int status, ReadOnlyMemory<byte> body, IDisposable? owner)
    {
        Status = status;
        Body = body;
        _owner = owner;
    }

    public int Status { get; set; }

    public ReadOnlyMemory<byte> Body { get; private set; }

    public string ContentType { get; private init; } = "application/json; charset=UTF-8";

    public List<KeyValuePair<string, string>> Headers { get; } = [];

    /// <summary>Whether the same request may be given the same answer again: not for a batch in which an operation failed, stayed unfinished or was more than a read.</summary>
    public bool IsRepeatable { get; set; } = true;

    /// <summary>The error this answer carries, if any.</summary>
    public GraphError? Error { get; private init; }

    public static GraphAnswer Json(GraphJsonWriter json, int status = 200)
    {
        ArgumentNullException.ThrowIfNull(json);
        return new GraphAnswer(status, json.Written, json);
    }

    public static GraphAnswer Bytes(int status, ReadOnlyMemory<byte> body, string contentType) => new(status, body, owner: null) { ContentType = contentType };

    public static GraphAnswer Of(GraphError error, string traceId, int? status = null)
    {
        ArgumentNullException.ThrowIfNull(error);
        var json = new GraphJsonWriter();
        error.WriteTo(json, traceId);
        var answer = new GraphAnswer(status ?? error.Status, json.Written, json) { Error = error };
        if (error.Challenge is not null)
        {
            answer.Headers.Add(new("WWW-Authenticate", $"OAuth \"Facebook Platform\" \"{error.Challenge}\" \"{error.Message}\""));
        }

        answer.Headers.AddRange(error.Headers);
        return answer;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Body = default;
        _owner?.Dispose();
    }
}
