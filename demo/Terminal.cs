// The ban on Console keeps standard output for the connector's messages. Here those go to memory, and standard output is for a person.
#pragma warning disable RS0030

namespace Demo;

/// <summary>Finds out what the person looks at.</summary>
internal static class Terminal
{
    private const int PlainWidth = 110;
    private const int WidestText = 130;

    /// <summary>A screen on standard output: coloured on a terminal unless <c>NO_COLOR</c> is set, plain in files and pipes.</summary>
    public static Screen Open()
    {
        var isTerminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
        var colour = isTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return new Screen(Console.Out, colour, isTerminal ? WidthOfTerminal() : PlainWidth);
    }

    // Some terminals say that they are 0 wide.
    private static int WidthOfTerminal() => Console.WindowWidth is > 0 and var width ? Math.Clamp(width - 1, 60, WidestText) : PlainWidth;
}
