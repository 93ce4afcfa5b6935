namespace TestKit;

/// <summary>One call that arrived at the Runtime API.</summary>
/// <param name="Endpoint"><c>next</c>, <c>response</c>, <c>error</c> or <c>init/error</c>.</param>
/// <param name="ContentType">The content type of its body; null without one.</param>
/// <param name="Connection">The connection that it came on.</param>
public sealed record RuntimeApiCall(string Endpoint, string? ContentType, string Connection);
