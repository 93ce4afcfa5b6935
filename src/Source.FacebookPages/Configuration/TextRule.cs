using System.Globalization;

namespace Source.FacebookPages.Configuration;

/// <summary>What a string of the configuration must be.</summary>
/// <param name="Allowed">What is allowed, to be read after "it must be".</param>
/// <param name="Allows">Whether a text is allowed.</param>
/// <param name="Trims">Whether white space around the text is taken off before.</param>
internal sealed record TextRule(string Allowed, Func<string, bool> Allows, bool Trims = false)
{
    /// <summary>An access token or another secret. A line break is easily pasted along, so white space around it is taken off.</summary>
    public static TextRule Secret { get; } = new("a non-empty string without white space inside and of plain ASCII characters only", IsVisibleAscii, Trims: true);

    /// <summary>The id of a Page: up to 32 digits, so that stream names stay within 63 bytes.</summary>
    public static TextRule PageId { get; } = new("the numeric id of a Page, written as a string of digits, for example \"100000000000001\"", IsId);

    /// <summary>The id of an app.</summary>
    public static TextRule AppId { get; } = new("the numeric id of an app, written as a string of digits", IsId);

    /// <summary>The name of a metric; one a string, as lists in one string are a common mistake.</summary>
    public static TextRule MetricName { get; } = new("the name of one metric: lower-case letters, digits and underscores, beginning with a letter", IsName);

    /// <summary>The name of a Page field. No nested fields, and nothing that could bring a token into the records.</summary>
    public static TextRule PageField { get; } = new(
        "the name of one Page field: lower-case letters, digits and underscores, beginning with a letter; fields that hold a token are never read",
        text => IsName(text) && !text.Contains("token", StringComparison.Ordinal));

    /// <summary>A day that exists.</summary>
    public static TextRule Date { get; } = new("an existing day, written YYYY-MM-DD", text => ParseDate(text) is not null);

    /// <summary>A version of the Graph API.</summary>
    public static TextRule ApiVersion { get; } = new("a Graph API version from v18.0 on, for example \"v25.0\"", IsVersion);

    /// <summary>An AWS region.</summary>
    public static TextRule Region { get; } = new("the name of an AWS region, for example \"eu-central-1\"", IsRegion);

    /// <summary>A secret's name or ARN.</summary>
    public static TextRule SecretId { get; } = new(SecretReference.Allowed, text => SecretReference.TryParse(text) is not null);

    /// <summary>Reads a date in the one form allowed; null for any other text.</summary>
    public static DateOnly? ParseDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static bool IsVisibleAscii(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static bool IsId(string text) => text.Length is > 0 and <= 32 && text[0] != '0' && IsDigits(text);

    private static bool IsName(string text) =>
        text.Length is > 0 and <= 128
        && char.IsAsciiLetterLower(text[0])
        && text.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '_');

    private static bool IsVersion(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point < 3 || text[0] != 'v')
        {
            return false;
        }

        var major = text.AsSpan(1, point - 1);
        return IsDigits(major) && IsDigits(text.AsSpan(point + 1)) && major[0] != '0'
            && (major.Length > 2 || major.CompareTo("18", StringComparison.Ordinal) >= 0);
    }

    private static bool IsRegion(string text)
    {
        var parts = text.Split('-');
        return parts.Length >= 3 && parts[0].Length >= 2 && IsDigits(parts[^1]) && parts[..^1].All(part => part.Length > 0 && part.All(char.IsAsciiLetterLower));
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');
}
