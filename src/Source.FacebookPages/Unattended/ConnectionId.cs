using Source.FacebookPages.Configuration;

namespace Source.FacebookPages.Unattended;

/// <summary>The name that a user gives to one configuration and its state. It becomes a part of paths and keys, so it can neither hold a separator nor be a name such as "..".</summary>
internal static class ConnectionId
{
    private const int MaxLength = 128;

    /// <summary>What such a name must be.</summary>
    public static TextRule Rule { get; } = new(
        "the name of the connection: up to 128 letters, digits, dots, underscores and hyphens, beginning with a letter or digit",
        IsValid);

    private static bool IsValid(string text) =>
        text.Length is > 0 and <= MaxLength
        && char.IsAsciiLetterOrDigit(text[0])
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-');
}
