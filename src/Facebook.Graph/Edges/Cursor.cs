namespace Facebook.Graph;

/// <summary>Finds the cursor of the next result page. Only the cursor is taken from a <c>next</c> address: it carries a token, and the version of the day.</summary>
internal static class Cursor
{
    /// <summary>The cursor from <c>cursors.after</c>, or else from the query of <paramref name="next"/>; null when neither has one.</summary>
    internal static string? Of(string? after, string? next) => string.IsNullOrEmpty(after) ? FromQuery(next) : after;

    private static string? FromQuery(string? next)
    {
        var start = next?.IndexOf('?', StringComparison.Ordinal) ?? -1;
        if (start < 0)
        {
            return null;
        }

        foreach (var parameter in next![(start + 1)..].Split('&', '#'))
        {
            if (parameter.StartsWith("after=", StringComparison.Ordinal) && parameter.Length > "after=".Length)
            {
                return Uri.UnescapeDataString(parameter["after=".Length..].Replace('+', ' '));
            }
        }

        return null;
    }
}
