using System.Text.RegularExpressions;

namespace Deploy.Tests.Templates;

/// <summary>The names in <c>${…}</c> of a text.</summary>
internal static partial class Placeholders
{
    /// <summary>The names, as often as they occur.</summary>
    public static IEnumerable<string> In(string text) => Pattern().Matches(text).Select(match => match.Groups["name"].Value);

    /// <summary>The text with each name replaced by its value.</summary>
    public static string Replace(string text, Func<string, string> valueOf) => Pattern().Replace(text, match => valueOf(match.Groups["name"].Value));

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z0-9:.]+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
