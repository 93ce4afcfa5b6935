using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Source.FacebookPages.Pages;

/// <summary>
/// The Page fields that are asked for. A field that Facebook does not have fails the whole call, so it is left out; for the one Page at first, since Pages differ, and for all once several Pages
/// have refused it and none has taken it.
/// </summary>
internal sealed class PageFieldSet(IReadOnlyList<string> fields, ILogger log)
{
    // Enough to believe that the rest will not take it either, and few enough to ask in vain.
    private const int PagesToBelieve = 3;

    private readonly ConcurrentDictionary<string, int> _refusals = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _taken = new(StringComparer.Ordinal);

    /// <summary>The fields to ask a Page for that has not refused any yet.</summary>
    public IReadOnlyList<string> Current => [.. fields.Where(name => _refusals.GetValueOrDefault(name) < PagesToBelieve || _taken.ContainsKey(name))];

    /// <summary>A call for these fields was answered.</summary>
    public void Take(IReadOnlyList<string> answered)
    {
        foreach (var field in answered)
        {
            _taken.TryAdd(field, 0);
        }
    }

    /// <summary>A Page has refused the field; the first time is worth a warning.</summary>
    public void Refuse(string field, Page page)
    {
        if (_refusals.AddOrUpdate(field, 1, (_, count) => count + 1) == 1)
        {
            log.LogWarning(
                "Facebook does not have the Page field {Field} (any more), first seen at {Page}; the stream pages goes on without it wherever it is refused. Take it out of page_fields.", field, page);
        }
    }
}
