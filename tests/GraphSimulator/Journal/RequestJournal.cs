using System.Collections.Concurrent;

namespace GraphSimulator.Journal;

/// <summary>Every call that a server got, in the order in which the calls were numbered.</summary>
public sealed class RequestJournal
{
    private readonly ConcurrentQueue<Exception> _crashes = new();
    private ConcurrentQueue<JournalEntry> _entries = new();

    /// <summary>Mistakes of the simulator itself, which the client saw as an empty 500. Always empty, one hopes; tests may look.</summary>
    public IReadOnlyList<Exception> Crashes => [.. _crashes];

    /// <summary>Off saves memory in measurements.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>A snapshot.</summary>
    public IReadOnlyList<JournalEntry> Entries => [.. _entries.OrderBy(e => e.Number)];

    public int Count => _entries.Count;

    /// <summary>Calls of the insights edge of a Page, or of all.</summary>
    public IReadOnlyList<JournalEntry> Insights(string? pageId = null)
        => [.. Entries.Where(e => e.Edge == "insights" && (pageId is null || e.PageId == pageId))];

    /// <summary>Forgets all entries.</summary>
    public void Clear() => Interlocked.Exchange(ref _entries, new ConcurrentQueue<JournalEntry>());

    internal void AddCrash(Exception exception) => _crashes.Enqueue(exception);

    internal void Add(JournalEntry entry)
    {
        if (IsOn)
        {
            _entries.Enqueue(entry);
        }
    }
}
