using System.Buffers;
using System.Text.RegularExpressions;

namespace TestKit;

/// <summary>The text of standard output: one compact message a line, with nothing in it that some reader takes for the end of a line.</summary>
internal static partial class LineChecks
{
    private const int Shown = 120;

    // What Python's splitlines() splits at, beside the line feed.
    private static readonly SearchValues<char> OtherLineEnds = SearchValues.Create("\r\u000b\u000c\u001c\u001d\u001e\u0085\u2028\u2029");

    public static IEnumerable<string> Of(string text)
    {
        if (text.Length == 0)
        {
            yield break;
        }

        if (text.AsSpan().ContainsAny(OtherLineEnds))
        {
            yield return "A character that readers take for the end of a line stands in the output unescaped.";
        }

        foreach (var line in text[..^1].Split('\n'))
        {
            if (!line.StartsWith("{\"type\":\"", StringComparison.Ordinal))
            {
                yield return "A line does not begin with {\"type\":\" — " + Start(line);
            }
            else if (line.StartsWith("{\"type\":\"STATE\"", StringComparison.Ordinal) && !RecordCount().IsMatch(line))
            {
                yield return "A STATE has no sourceStats.recordCount with a decimal point — " + Start(line);
            }
        }
    }

    private static string Start(string line) => line.Length <= Shown ? line : line[..Shown] + "…";

    [GeneratedRegex("\"sourceStats\":\\{\"recordCount\":[0-9]+\\.[0-9]+\\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RecordCount();
}
