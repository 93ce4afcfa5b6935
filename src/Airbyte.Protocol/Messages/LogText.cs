namespace Airbyte.Protocol;

/// <summary>Makes a text fit for a LOG message.</summary>
internal static class LogText
{
    // Wrappers written in shell find the answer of a command by searching the output for these; a log line must not be taken for it.
    private static readonly string[] SearchedFor =
        ["CONNECTION_STATUS", "CATALOG", "SPEC", "\"type\":\"RECORD\"", "\"type\":\"STATE\""];

    /// <summary>The text with such words in lower case.</summary>
    public static string WithoutSearchedWords(string text)
    {
        foreach (var word in SearchedFor)
        {
            if (text.Contains(word, StringComparison.Ordinal))
            {
                text = text.Replace(word, word.ToLowerInvariant(), StringComparison.Ordinal);
            }
        }

        return text;
    }
}
