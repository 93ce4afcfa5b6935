namespace GraphSimulator.Http;

/// <summary>The parameters of a call, of the query and of a form body, decoded, in order. A repeated name: the last one counts.</summary>
public sealed class CallParameters
{
    private readonly List<KeyValuePair<string, string>> _pairs;

    public CallParameters(IEnumerable<KeyValuePair<string, string>> pairs) => _pairs = [.. pairs];

    public IReadOnlyList<KeyValuePair<string, string>> Pairs => _pairs;

    public string? this[string name]
    {
        get
        {
            for (var i = _pairs.Count - 1; i >= 0; i--)
            {
                if (string.Equals(_pairs[i].Key, name, StringComparison.Ordinal))
                {
                    return _pairs[i].Value;
                }
            }

            return null;
        }
    }

    public bool Has(string name) => this[name] is not null;

    /// <summary>Reads <c>a=1&amp;b=2</c>, with or without a leading question mark.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Parse(string? query)
    {
        foreach (var part in (query ?? "").TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            yield return at < 0 ? new(Decode(part), "") : new(Decode(part[..at]), Decode(part[(at + 1)..]));
        }
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
