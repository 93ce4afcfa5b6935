using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace Airbyte.Cdk;

/// <summary>The spellings in which a secret may show up in a text.</summary>
internal static class SecretSpellings
{
    /// <summary>Letters that every encoding leaves alone. Most tokens have no others, and there may be thousands.</summary>
    private static readonly SearchValues<char> SpelledAlike =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    /// <summary>
    /// Plain, trimmed, URL-encoded (space as %20 and as +, hexadecimal digits in either case), and JSON-escaped in the usual ways.
    /// </summary>
    public static HashSet<string> Of(string secret)
    {
        if (!secret.AsSpan().ContainsAnyExcept(SpelledAlike))
        {
            return [secret];
        }

        var spellings = new HashSet<string>(StringComparer.Ordinal);
        AddSpellings(spellings, secret);
        // Whoever uses a token may cut off the line feed that came with it from a file.
        AddSpellings(spellings, secret.Trim());
        spellings.RemoveWhere(spelling => spelling.Length < SecretRedactor.ShortestSecret);
        return spellings;
    }

    private static void AddSpellings(HashSet<string> spellings, string secret)
    {
        spellings.Add(secret);

        var percent = Uri.EscapeDataString(secret);
        foreach (var encoded in new[] { percent, percent.Replace("%20", "+", StringComparison.Ordinal) })
        {
            spellings.Add(encoded);
            spellings.Add(WithLowerHexadecimal(encoded, '%', 2));
        }

        var strict = JavaScriptEncoder.Default.Encode(secret);
        var relaxed = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret);
        foreach (var escaped in new[] { relaxed, strict, strict.Replace("\\u0022", "\\\"", StringComparison.Ordinal) })
        {
            spellings.Add(escaped);
            spellings.Add(WithLowerHexadecimal(escaped, 'u', 4));
            // Some writers, Facebook's among them, escape the slash as well.
            spellings.Add(escaped.Replace("/", "\\/", StringComparison.Ordinal));
        }
    }

    /// <summary>Lower-cases the hexadecimal digits after each mark; <c>u</c> counts only after a backslash.</summary>
    private static string WithLowerHexadecimal(string text, char mark, int digits)
    {
        StringBuilder? lowered = null;
        for (var i = 0; i + digits < text.Length; i++)
        {
            if (text[i] != mark || (mark == 'u' && (i == 0 || text[i - 1] != '\\')))
            {
                continue;
            }

            lowered ??= new StringBuilder(text);
            for (var digit = i + 1; digit <= i + digits; digit++)
            {
                lowered[digit] = char.ToLowerInvariant(lowered[digit]);
            }
        }

        return lowered?.ToString() ?? text;
    }
}
