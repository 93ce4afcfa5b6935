using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace GraphSimulator.Pages;

/// <summary>The Pages of a world, in the order in which they were added.</summary>
public sealed class PageStore
{
    private readonly ConcurrentDictionary<string, SimulatedPage> _byId = new(StringComparer.Ordinal);
    private ImmutableList<SimulatedPage> _ordered = [];

    public IReadOnlyList<SimulatedPage> All => Volatile.Read(ref _ordered);

    public int Count => All.Count;

    /// <summary>The Page of this id.</summary>
    /// <exception cref="KeyNotFoundException">No Page has it.</exception>
    public SimulatedPage this[string id] => _byId[id];

    /// <summary>By position, from 0.</summary>
    public SimulatedPage this[int index] => All[index];

    public SimulatedPage? Find(string idOrUserName)
    {
        if (_byId.TryGetValue(idOrUserName, out var page))
        {
            return page;
        }

        var quoted = $"\"{idOrUserName}\"";
        return idOrUserName.All(char.IsAsciiDigit)
            ? null
            : All.FirstOrDefault(p => p.Fields.TryGetValue("username", out var name) && name == quoted);
    }

    public void Add(SimulatedPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        _byId[page.Id] = page;
        ImmutableInterlocked.Update(ref _ordered, list => list.Add(page));
    }

    internal void AddRange(IReadOnlyList<SimulatedPage> pages)
    {
        foreach (var page in pages)
        {
            _byId[page.Id] = page;
        }

        ImmutableInterlocked.Update(ref _ordered, list => list.AddRange(pages));
    }

    public void Remove(string id)
    {
        if (_byId.TryRemove(id, out var page))
        {
            ImmutableInterlocked.Update(ref _ordered, list => list.Remove(page));
        }
    }
}
