namespace Source.FacebookPages.Unattended;

/// <summary>The name that a user gives to a connection, under which its state is kept.</summary>
internal static class ConnectionId
{
    /// <summary>What <see cref="IsValid"/> accepts, for messages.</summary>
    public const string Allowed = "up to 128 letters, digits, points, underscores and hyphens, beginning with a letter or digit";

    /// <summary>Whether a text is such a name: it becomes a folder, and must not lead out of the one it is in.</summary>
    public static bool IsValid(string text) =>
        text.Length is > 0 and <= 128 && char.IsAsciiLetterOrDigit(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');
}
