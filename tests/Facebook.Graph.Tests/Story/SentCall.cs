namespace Facebook.Graph.Tests;

/// <summary>A call as the scripted server saw it.</summary>
internal sealed record SentCall(
    TimeSpan At,
    string Method,
    Uri Address,
    IReadOnlyList<KeyValuePair<string, string>> Query,
    IReadOnlyList<KeyValuePair<string, string>> Form,
    string? Authorization,
    IReadOnlyDictionary<string, string> Headers)
{
    internal string Path => Address.AbsolutePath;

    internal string? QueryValue(string name) => Query.Where(parameter => parameter.Key == name).Select(parameter => parameter.Value).SingleOrDefault();

    internal string? FormValue(string name) => Form.Where(parameter => parameter.Key == name).Select(parameter => parameter.Value).SingleOrDefault();
}
