using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Airbyte.Cdk;

/// <summary>
/// Replaces every known secret in a text by <c>****</c>: plain, URL-encoded and JSON-escaped. Safe to use from several threads; secrets
/// may be added at any time.
/// Where secrets overlap or contain each other, all of what any of them covers is replaced.
/// </summary>
public sealed class SecretRedactor
{
    /// <summary>What a secret is replaced by.</summary>
    public const string Mask = "****";

    /// <summary>A shorter text is no secret, and replacing it would make nonsense of most sentences.</summary>
    internal const int ShortestSecret = 4;

    private const int LongSecret = 16;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly WindowIndex _short = new(ShortestSecret);
    private readonly WindowIndex _long = new(LongSecret);

    /// <summary>Adds a secret. Texts shorter than four characters are not secrets and are ignored.</summary>
    public void Add(string? secret)
    {
        if (secret is null || secret.Length < ShortestSecret || string.IsNullOrWhiteSpace(secret))
        {
            return;
        }

        lock (_gate)
        {
            if (_known.Contains(secret))
            {
                return;
            }

            foreach (var spelling in SecretSpellings.Of(secret))
            {
                if (_known.Add(spelling))
                {
                    (spelling.Length >= LongSecret ? _long : _short).Add(spelling);
                }
            }
        }
    }

    /// <summary>
    /// Adds every secret of a configuration: what stands at an <c>airbyte_secret</c> path of the specification, whatever variant is
    /// chosen; what
    /// stands under the name of a secret anywhere else; and what stands in the place of an object or list that holds secrets. So
    /// nothing slips through a configuration that is wrong.
    /// </summary>
    /// <param name="configuration">The configuration, valid or not.</param>
    /// <param name="specification">The content of <c>spec.json</c>.</param>
    public void AddFromConfiguration(JsonElement configuration, JsonElement specification)
    {
        foreach (var secret in ConfigurationSecrets.Find(configuration, specification))
        {
            Add(secret);
        }
    }

    /// <summary>The text without secrets.</summary>
    public string Redact(string text)
    {
        List<(int Start, int End)>? found = null;
        lock (_gate)
        {
            _short.Find(text, ref found);
            _long.Find(text, ref found);
        }

        return found is null ? text : Masked(text, found);
    }

    private static string Masked(string text, List<(int Start, int End)> found)
    {
        found.Sort();
        var result = new StringBuilder(text.Length);
        var position = 0;
        var (start, end) = found[0];
        foreach (var (nextStart, nextEnd) in CollectionsMarshal.AsSpan(found)[1..])
        {
            if (nextStart < end)
            {
                end = Math.Max(end, nextEnd);
                continue;
            }

            result.Append(text, position, start - position).Append(Mask);
            position = end;
            (start, end) = (nextStart, nextEnd);
        }

        return result.Append(text, position, start - position).Append(Mask).Append(text, end, text.Length - end).ToString();
    }
}
