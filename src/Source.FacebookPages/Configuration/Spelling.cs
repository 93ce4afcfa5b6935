namespace Source.FacebookPages.Configuration;

/// <summary>Finds the known word that a mistyped one was probably meant to be.</summary>
internal static class Spelling
{
    /// <summary>
    /// The known word with the fewest typing errors (a letter more, less, changed or swapped with its neighbour), the first of equals;
    /// null when none is near: one error in words of up to 7 letters, two up to 15, three beyond.
    /// </summary>
    public static string? Closest(string word, IEnumerable<string> known)
    {
        var fewest = word.Length switch { <= 7 => 1, <= 15 => 2, _ => 3 } + 1;
        string? closest = null;
        foreach (var candidate in known)
        {
            if (Math.Abs(candidate.Length - word.Length) >= fewest)
            {
                continue;
            }

            var errors = Distance(word, candidate);
            if (errors < fewest)
            {
                (fewest, closest) = (errors, candidate);
            }
        }

        return closest;
    }

    // Optimal string alignment: Levenshtein's rows, plus one more back for a swap of neighbours.
    private static int Distance(string left, string right)
    {
        var beforePrevious = new int[right.Length + 1];
        var previous = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++)
        {
            previous[column] = column;
        }

        for (var row = 1; row <= left.Length; row++)
        {
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var changed = previous[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
                current[column] = Math.Min(changed, Math.Min(previous[column], current[column - 1]) + 1);
                if (row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1])
                {
                    current[column] = Math.Min(current[column], beforePrevious[column - 2] + 1);
                }
            }

            (beforePrevious, previous, current) = (previous, current, beforePrevious);
        }

        return previous[right.Length];
    }
}
