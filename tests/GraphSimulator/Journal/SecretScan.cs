using GraphSimulator.Tokens;

namespace GraphSimulator.Journal;

/// <summary>Looks for tokens and the app secret in a text, plain or percent-encoded.</summary>
internal static class SecretScan
{
    public static bool Find(string text, TokenStore tokens)
        => FindPlain(text, tokens) || (text.Contains('%', StringComparison.Ordinal) && FindPlain(Uri.UnescapeDataString(text), tokens));

    /// <summary>The text, or a note in its place when it holds a secret.</summary>
    public static string Redact(string text, TokenStore tokens) => Find(text, tokens) ? "<holds a secret>" : text;

    // A secret is a whole run of its alphabet, or begins somewhere inside one with the letters all tokens here begin with.
    private static bool FindPlain(string text, TokenStore tokens)
    {
        for (var start = 0; start < text.Length; start++)
        {
            var end = start;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '|' or '_' or '-' or '.'))
            {
                end++;
            }

            var run = text[start..end];
            if (run.Length >= 8 && (tokens.IsSecret(run) || run.Split('|').Any(tokens.IsSecret) || HoldsToken(run, tokens)))
            {
                return true;
            }

            start = end;
        }

        return false;
    }

    private static bool HoldsToken(string run, TokenStore tokens)
    {
        for (var at = run.IndexOf(TokenText.Start, StringComparison.Ordinal); at >= 0; at = run.IndexOf(TokenText.Start, at + 1, StringComparison.Ordinal))
        {
            if (at + TokenText.Length <= run.Length && tokens.Find(run.Substring(at, TokenText.Length)) is not null)
            {
                return true;
            }
        }

        return false;
    }
}
