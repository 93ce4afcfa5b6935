namespace Source.FacebookPages.Tests.Documentation;

/// <summary>A fenced block of a document.</summary>
/// <param name="Language">What stands behind the fence.</param>
/// <param name="Before">The last line before it that is not empty.</param>
/// <param name="Lines">Its lines.</param>
internal sealed record MarkdownBlock(string Language, string Before, IReadOnlyList<string> Lines)
{
    /// <summary>Its lines as one text.</summary>
    public string Text => string.Join('\n', Lines) + "\n";
}
