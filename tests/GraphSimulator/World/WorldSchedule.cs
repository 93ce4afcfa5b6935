using System.Collections.Immutable;
using GraphSimulator.Http;

namespace GraphSimulator.World;

/// <summary>Changes of the world that happen by themselves: at a call of a given number, or at a time of the world.</summary>
public sealed class WorldSchedule
{
    private ImmutableList<Entry> _entries = [];

    /// <summary>Just before the n-th call of all (from 1) is answered.</summary>
    public void AtCall(int number, Action change) => Add(call => call.Number >= number, change);

    /// <summary>Just before the n-th call about a Page (from 1) is answered.</summary>
    public void AtPageCall(string pageId, int number, Action change) => Add(call => call.Page?.Id == pageId && call.PageCall >= number, change);

    /// <summary>At the first call at or after this time.</summary>
    public void At(DateTimeOffset time, Action change) => Add(call => call.Now >= time, change);

    /// <summary>At the first call for which the condition holds.</summary>
    public void When(Func<GraphCall, bool> condition, Action change) => Add(condition, change);

    internal void Run(GraphCall call)
    {
        foreach (var entry in Volatile.Read(ref _entries))
        {
            if (entry.Due(call) && ImmutableInterlocked.Update(ref _entries, list => list.Remove(entry)))
            {
                entry.Change();
            }
        }
    }

    private void Add(Func<GraphCall, bool> due, Action change) => ImmutableInterlocked.Update(ref _entries, list => list.Add(new Entry(due, change)));

    private sealed class Entry(Func<GraphCall, bool> due, Action change)
    {
        public bool Due(GraphCall call) => due(call);

        public void Change() => change();
    }
}
