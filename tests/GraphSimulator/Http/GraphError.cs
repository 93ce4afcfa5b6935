namespace GraphSimulator.Http;

/// <summary>An error as Graph answers it: HTTP status and the members of the <c>error</c> object.</summary>
public sealed record GraphError(int Status, int Code, string Message)
{
    /// <summary>Nearly always "OAuthException"; says nothing about the cause.</summary>
    public string Type { get; init; } = "OAuthException";

    public int? Subcode { get; init; }

    public bool? IsTransient { get; init; }

    public string? UserTitle { get; init; }

    public string? UserMessage { get; init; }

    /// <summary>JSON of <c>error_data</c>; Graph sends it sometimes as an object, sometimes as a string.</summary>
    public string? ErrorData { get; init; }

    /// <summary>The word of the WWW-Authenticate challenge (<c>invalid_token</c>, <c>invalid_request</c> …); null: no header.</summary>
    public string? Challenge { get; init; }

    /// <summary>Further headers of this answer.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Writes the envelope <c>{"error":{…}}</c>.</summary>
    public void WriteTo(GraphJsonWriter json, string traceId)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.StartObject();
        json.Name("error");
        json.StartObject();
        json.Text("message", Message);
        json.Text("type", Type);
        if (IsTransient is { } transient)
        {
            json.Boolean("is_transient", transient);
        }

        json.Number("code", Code);
        if (Subcode is { } subcode)
        {
            json.Number("error_subcode", subcode);
        }

        if (UserTitle is not null)
        {
            json.Text("error_user_title", UserTitle);
        }

        if (UserMessage is not null)
        {
            json.Text("error_user_msg", UserMessage);
        }

        if (ErrorData is not null)
        {
            json.Name("error_data");
            json.Raw(System.Text.Encoding.UTF8.GetBytes(ErrorData));
        }

        json.Text("fbtrace_id", traceId);
        json.EndObject();
        json.EndObject();
    }
}
