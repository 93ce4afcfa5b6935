using System.Collections.Concurrent;
using GraphSimulator.Time;
using GraphSimulator.Tokens;

namespace GraphSimulator.Pages;

/// <summary>A Page. Its properties may be changed while the server runs.</summary>
public sealed class SimulatedPage
{
    private int _calls;
    private int _dataStart = SharedDay.None;
    private int _readyThrough = SharedDay.None;
    private volatile SimulatedToken _token;
    private volatile IReadOnlyList<string> _tasks = ["ADVERTISE", "ANALYZE", "CREATE_CONTENT", "MESSAGING", "MODERATE", "MANAGE"];

    public SimulatedPage(string id, string name, SimulatedToken token)
    {
        Id = id;
        Name = name;
        _token = token;
    }

    public string Id { get; }

    public string Name { get; set; }

    /// <summary>The Page token that a long-lived user token gets.</summary>
    public SimulatedToken Token
    {
        get => _token;
        set => _token = value;
    }

    /// <summary>What the user may do; empty: no role, and so no token.</summary>
    public IReadOnlyList<string> Tasks
    {
        get => _tasks;
        set => _tasks = value;
    }

    /// <summary>Field name → JSON text, beyond what the other properties give. A field that is not here is unset.</summary>
    public ConcurrentDictionary<string, string> Fields { get; } = new(concurrencyLevel: 1, capacity: 17, StringComparer.Ordinal);

    /// <summary>Field names that fail the call for this Page alone, although the node type has them.</summary>
    public ConcurrentDictionary<string, bool> RefusedFields { get; } = new(concurrencyLevel: 1, capacity: 1, StringComparer.Ordinal);

    public int Likes { get; set; } = 1234;

    public int Followers { get; set; } = 1406;

    public bool IsPublished { get; set; } = true;

    /// <summary>Whether /me/accounts lists it.</summary>
    public bool IsListed { get; set; } = true;

    /// <summary>Whether the listing gives its token; the <c>access_token</c> key is silently absent otherwise.</summary>
    public bool TokenWithheld { get; set; }

    /// <summary>Whether its admins may see what it earns.</summary>
    public bool HasMonetization { get; set; }

    /// <summary>Whether /me/accounts may carry it only through a business: ids of businesses that own it.</summary>
    public string? OwnedByBusiness { get; set; }

    /// <summary>The business that has it as a client.</summary>
    public string? ClientOfBusiness { get; set; }

    /// <summary>How it was lost, if it was.</summary>
    public PageLoss Loss { get; set; }

    /// <summary>The first day with data; null: from the beginning of the world's history.</summary>
    public DateOnly? DataStart
    {
        get => SharedDay.Read(ref _dataStart);
        set => SharedDay.Write(ref _dataStart, value);
    }

    /// <summary>The last day with data; null: as the world says.</summary>
    public DateOnly? DataReadyThrough
    {
        get => SharedDay.Read(ref _readyThrough);
        set => SharedDay.Write(ref _readyThrough, value);
    }

    /// <summary>Calls about this Page so far.</summary>
    public int Calls => Volatile.Read(ref _calls);

    public bool HasRole => _tasks.Count > 0;

    internal int CountCall() => Interlocked.Increment(ref _calls);
}
