using Facebook.Graph;

namespace Source.FacebookPages.Pages;

/// <summary>What lists of Facebook have in common.</summary>
internal static class GraphLists
{
    /// <summary>The list up to its end, or up to a failure that <paramref name="isEnd"/> takes for one. It is cancelled as the list is.</summary>
    public static async IAsyncEnumerable<T> EndingWith<T>(this IAsyncEnumerable<T> list, Func<GraphException, bool> isEnd)
    {
        await using var parts = list.GetAsyncEnumerator();
        while (true)
        {
            try
            {
                if (!await parts.MoveNextAsync())
                {
                    yield break;
                }
            }
            catch (GraphException exception) when (isEnd(exception))
            {
                yield break;
            }

            yield return parts.Current;
        }
    }
}
