namespace Demo;

/// <summary>How a text is meant, which colours it on a terminal.</summary>
internal enum Tone
{
    Plain,
    Heading,
    Command,
    Faint,
    Good,
    Warning,
    Bad,
}
