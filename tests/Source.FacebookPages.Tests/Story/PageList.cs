namespace Source.FacebookPages.Tests.Story;

/// <summary>Answers of the lists of Pages.</summary>
internal static class PageList
{
    /// <summary>An answer with these entries; with a cursor, the list goes on.</summary>
    public static GraphAnswer Answer(string? after, params string[] entries)
    {
        var next = after is null ? "" : ",\"next\":\"https://graph.facebook.com/next\"";
        return GraphAnswer.Ok($$$"""{"data":[{{{string.Join(',', entries)}}}],"paging":{"cursors":{"before":"b","after":"{{{after ?? "last"}}}"}{{{next}}}}}""");
    }

    /// <summary>A Page that can be read.</summary>
    public static string Entry(string id) => $$"""{"id":"{{id}}","name":"Name of {{id}}","access_token":"EAAPAGE{{id}}","tasks":["ANALYZE","MANAGE"]}""";
}
