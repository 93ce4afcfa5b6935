namespace Facebook.Graph;

/// <summary>How secret parameters travel.</summary>
internal enum SecretForm
{
    /// <summary>In the body of a POST that says <c>method=get</c>: out of every URL.</summary>
    Body,

    /// <summary>In the query of a GET, as the documentation shows it.</summary>
    Query,
}
