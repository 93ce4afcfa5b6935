namespace Demo;

/// <summary>Writes for a person: wrapped, indented, and coloured or plain.</summary>
internal sealed class Screen(TextWriter output, bool colour, int width)
{
    private const int Indent = 2;

    /// <summary>A heading with a blank line before and after.</summary>
    public void Heading(string text)
    {
        output.WriteLine();
        output.WriteLine(Coloured(text, Tone.Heading));
        output.WriteLine();
    }

    /// <summary>A command line as one would type it.</summary>
    public void Command(string text)
    {
        output.WriteLine(Coloured("$ " + text, Tone.Command));
        output.WriteLine();
    }

    /// <summary>A paragraph, wrapped at words.</summary>
    public void Text(string text, Tone tone = Tone.Plain) => Wrapped("", text, tone);

    /// <summary>An entry of a list, wrapped at words.</summary>
    public void Item(string text, Tone tone = Tone.Plain) => Wrapped("- ", text, tone);

    /// <summary>Lines as they are, indented.</summary>
    public void Lines(IEnumerable<string> lines, Tone tone = Tone.Plain)
    {
        foreach (var line in lines)
        {
            output.WriteLine(Spaces(Indent) + Coloured(line, tone));
        }
    }

    /// <summary>A line of standard output, broken only where the screen ends.</summary>
    public void Message(string line) => Lines(line.Chunk(width - Indent).Select(part => new string(part)), Tone.Faint);

    /// <summary>A table with a line of headings.</summary>
    public void Table(TextTable table)
    {
        var (head, rows) = table.Render();
        Lines([head], Tone.Faint);
        Lines(rows);
        Blank();
    }

    /// <summary>An empty line.</summary>
    public void Blank() => output.WriteLine();

    private void Wrapped(string bullet, string text, Tone tone)
    {
        var first = Spaces(Indent) + bullet;
        var lead = first;
        foreach (var line in Wrapping.Lines(text, width - first.Length))
        {
            output.WriteLine(lead + Coloured(line, tone));
            lead = Spaces(first.Length);
        }
    }

    private string Coloured(string text, Tone tone) => colour && Code(tone) is { } code ? $"\u001b[{code}m{text}\u001b[0m" : text;

    private static string? Code(Tone tone) => tone switch
    {
        Tone.Heading => "1;36",
        Tone.Command => "1",
        Tone.Faint => "2",
        Tone.Good => "32",
        Tone.Warning => "33",
        Tone.Bad => "1;31",
        _ => null,
    };

    private static string Spaces(int count) => new(' ', count);
}
