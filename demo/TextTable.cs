namespace Demo;

/// <summary>A table for a screen. A heading that ends in <c>#</c> makes a column of numbers, aligned to the right.</summary>
internal sealed class TextTable(params string[] headings)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row; it has as many cells as there are headings.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>The line of headings and the lines of the rows, without spaces at their ends.</summary>
    public (string Head, IReadOnlyList<string> Rows) Render()
    {
        string[] titles = [.. headings.Select(heading => heading.TrimEnd('#'))];
        int[] widths = [.. titles.Select((title, column) => _rows.Select(row => row[column].Length).Append(title.Length).Max())];
        return (Line(titles), [.. _rows.Select(Line)]);

        string Line(string[] cells) => string.Join("  ", cells.Select((cell, column) =>
            headings[column].EndsWith('#') ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd();
    }
}
