using System.Collections.Concurrent;
using System.Collections.Immutable;
using GraphSimulator.Http;

namespace GraphSimulator.Faults;

/// <summary>The faults of a world; the first that strikes wins.</summary>
public sealed class FaultList
{
    private readonly ConcurrentDictionary<string, int> _seen = new(StringComparer.Ordinal);
    private ImmutableList<Entry> _entries = [];

    /// <summary>Faults by chance, over all calls.</summary>
    public RandomFaults? Random { get; set; }

    public void Add(Fault fault) => ImmutableInterlocked.Update(ref _entries, list => list.Add(new Entry(fault)));

    public void Clear()
    {
        ImmutableInterlocked.Update(ref _entries, _ => []);
        Random = null;
    }

    /// <summary>How often a fault of this name has struck.</summary>
    public int CountOf(string name) => Volatile.Read(ref _entries).Where(e => e.Fault.Name == name).Sum(e => e.Struck);

    internal (string Name, FaultEffect Effect)? Strike(GraphCall call)
    {
        var entries = Volatile.Read(ref _entries);
        if (entries.Count == 0 && Random is null)
        {
            return null;
        }

        var key = call.Key;
        var repetition = _seen.AddOrUpdate(key, 1, (_, n) => n + 1);
        foreach (var entry in entries)
        {
            if (entry.Strikes(call, key, repetition))
            {
                return (entry.Fault.Name, entry.Fault.Effect);
            }
        }

        return Random?.Strike(key, repetition);
    }

    private sealed class Entry(Fault fault)
    {
        private int _matches;
        private int _struck;

        public Fault Fault => fault;

        public int Struck => Volatile.Read(ref _struck);

        public bool Strikes(GraphCall call, string key, int repetition)
        {
            if (!Matches(call))
            {
                return false;
            }

            var match = Interlocked.Increment(ref _matches);
            if ((fault.AtMatch is { } at && match != at) || (fault.FromMatch is { } from && match < from))
            {
                return false;
            }

            if (fault.Probability < 1 && Chance.Of(fault.Seed, key, repetition) >= fault.Probability)
            {
                return false;
            }

            if (Interlocked.Increment(ref _struck) <= fault.Times)
            {
                return true;
            }

            Interlocked.Decrement(ref _struck);
            return false;
        }

        private bool Matches(GraphCall call)
            => (fault.PageId is null || fault.PageId == call.Page?.Id)
                && (fault.Edge is null || fault.Edge == call.Edge)
                && (fault.AtCall is not { } atCall || call.Number == atCall)
                && (fault.FromCall is not { } fromCall || call.Number >= fromCall)
                && (fault.AtPageCall is not { } atPageCall || call.PageCall == atPageCall)
                && (fault.FromPageCall is not { } fromPageCall || call.PageCall >= fromPageCall)
                && (fault.From is not { } from || call.Now >= from)
                && (fault.Until is not { } until || call.Now < until)
                && (fault.When is null || fault.When(call));
    }
}
