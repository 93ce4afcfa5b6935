using Source.FacebookPages.Tests.Configuration;

namespace Source.FacebookPages.Tests.Documentation;

/// <summary>A document of the repository, taken apart.</summary>
internal sealed class MarkdownFile
{
    private readonly string[] _lines;

    private MarkdownFile(string path)
    {
        Path = path;
        _lines = File.ReadAllLines(RepositoryFiles.PathOf(path));
    }

    /// <summary>The path within the repository.</summary>
    public string Path { get; }

    /// <summary>Reads the document at a path within the repository.</summary>
    public static MarkdownFile Load(string path) => new(path);

    /// <summary>The fenced blocks in order.</summary>
    public IReadOnlyList<MarkdownBlock> Blocks
    {
        get
        {
            List<MarkdownBlock> blocks = [];
            for (var at = 0; at < _lines.Length; at++)
            {
                if (!_lines[at].StartsWith("```", StringComparison.Ordinal))
                {
                    continue;
                }

                var language = _lines[at][3..];
                var before = _lines[..at].LastOrDefault(line => line.Length > 0) ?? "";
                var content = _lines[(at + 1)..].TakeWhile(line => line != "```").ToList();
                at += content.Count + 1;
                blocks.Add(new MarkdownBlock(language, before, content));
            }

            return blocks;
        }
    }

    /// <summary>The lines that are not inside a block.</summary>
    public IEnumerable<string> Prose
    {
        get
        {
            var inside = false;
            foreach (var line in _lines)
            {
                if (line.StartsWith("```", StringComparison.Ordinal))
                {
                    inside = !inside;
                }
                else if (!inside)
                {
                    yield return line;
                }
            }
        }
    }

    /// <summary>The headings, as the anchors that links to them name.</summary>
    public IReadOnlySet<string> Anchors => Prose
        .Where(line => line.StartsWith('#'))
        .Select(line => line.TrimStart('#').Trim().ToLowerInvariant())
        .Select(heading => string.Concat(heading.Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_')).Replace(' ', '-'))
        .ToHashSet();

    /// <summary>The rows of the one table with exactly these headings; each has as many cells.</summary>
    public IReadOnlyList<string[]> Table(params string[] headings)
    {
        var lines = Prose.ToList();
        var heads = Enumerable.Range(0, lines.Count)
            .Where(at => lines[at].StartsWith('|') && Cells(lines[at]).SequenceEqual(headings))
            .ToList();
        Assert.True(heads.Count == 1, $"{Path} has {heads.Count} tables with the headings {string.Join(", ", headings)}.");
        var rows = lines.Skip(heads[0] + 2).TakeWhile(line => line.StartsWith('|')).Select(Cells).ToList();
        Assert.All(rows, row => Assert.Equal(headings.Length, row.Length));
        return rows;
    }

    /// <summary>The words between backticks.</summary>
    public static IReadOnlyList<string> Code(string text) => [.. text.Split('`').Where((_, index) => index % 2 == 1)];

    // An escaped bar is part of a cell.
    private static string[] Cells(string line)
    {
        const char bar = '\u0001';
        var cells = line.Trim().Trim('|').Replace("\\|", $"{bar}", StringComparison.Ordinal).Split('|');
        return [.. cells.Select(cell => cell.Trim().Replace(bar, '|'))];
    }
}
