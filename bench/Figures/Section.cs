using System.Text;

namespace Bench.Figures;

/// <summary>A part of the document: a heading, sentences, a table.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Text">What was done, in sentences.</param>
/// <param name="Header">The names of the columns; empty for no table.</param>
/// <param name="Rows">The rows, as wide as the header.</param>
internal sealed record Section(string Title, string Text, IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>As Markdown.</summary>
    public string Render()
    {
        var text = new StringBuilder("## ").Append(Title).Append("\n\n").Append(Text.Trim()).Append('\n');
        if (Header.Count > 0)
        {
            text.Append('\n').Append(Row(Header)).Append('|').Insert(text.Length, "---|", Header.Count).Append('\n');
            foreach (var row in Rows)
            {
                text.Append(row.Count == Header.Count ? Row(row) : throw new InvalidOperationException($"A row of {Title} has {row.Count} cells instead of {Header.Count}."));
            }
        }

        return text.ToString();
    }

    private static string Row(IEnumerable<string> cells) => "| " + string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))) + " |\n";
}
