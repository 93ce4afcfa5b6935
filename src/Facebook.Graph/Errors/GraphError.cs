namespace Facebook.Graph;

/// <summary>An error as the Graph API reports it, or as the transport does (then <see cref="Code"/> is 0).</summary>
public sealed record GraphError
{
    /// <summary>The HTTP status, or 0 when no answer came.</summary>
    public int HttpStatus { get; init; }

    /// <summary><c>code</c>; 0 when the answer had no error envelope.</summary>
    public int Code { get; init; }

    /// <summary><c>error_subcode</c>, or null.</summary>
    public int? Subcode { get; init; }

    /// <summary><c>message</c>, or a description of the transport's failure.</summary>
    public required string Message { get; init; }

    /// <summary><c>type</c>; says nothing about the cause.</summary>
    public string? Type { get; init; }

    /// <summary><c>is_transient</c>.</summary>
    public bool IsTransient { get; init; }

    /// <summary><c>error_user_title</c>, or null.</summary>
    public string? UserTitle { get; init; }

    /// <summary><c>error_user_msg</c>, or null.</summary>
    public string? UserMessage { get; init; }

    /// <summary><c>fbtrace_id</c>, or null.</summary>
    public string? TraceId { get; init; }
}
