namespace GraphSimulator.Faults;

/// <summary>
/// Faults at a rate, chosen by seed. Which request is hit at which of its tries depends on nothing else, so a run can be repeated
/// whatever its concurrency.
/// </summary>
/// <param name="Rate">Share of the calls, 0 to 1.</param>
/// <param name="Seed">Another seed, other faults.</param>
public sealed record RandomFaults(double Rate, int Seed)
{
    /// <summary>What may happen; each as likely as the others.</summary>
    public IReadOnlyList<Fault> Kinds { get; init; } = Recoverable;

    /// <summary>The same request is spared after so many faults, so that a client with a few tries is sure to get through.</summary>
    public int MostInARow { get; init; } = 4;

    /// <summary>Everything that a client should survive by trying again; no stall, which costs real time.</summary>
    public static IReadOnlyList<Fault> Recoverable { get; } =
    [
        Fault.TooManyRequests(1), Fault.TooManyRequests(), Fault.Answer(GraphErrors.Unexpected), Fault.Answer(GraphErrors.Unavailable),
        Fault.Answer(GraphErrors.Unknown), Fault.Html(502), Fault.Html(500), Fault.Html(503), Fault.Html(504),
        Fault.Reset(), Fault.Truncated(), Fault.BrokenJson(),
        Fault.OkWithError(GraphErrors.Unexpected), Fault.EmptyBody(), Fault.Answer(GraphErrors.AppLimit), Fault.Answer(GraphErrors.UserLimit),
        Fault.Answer(GraphErrors.PageLimit), Fault.Answer(GraphErrors.CallRate), Fault.Answer(GraphErrors.PageAccountLimit),
    ];

    internal (string Name, FaultEffect Effect)? Strike(string key, int repetition)
    {
        var inARow = 0;
        for (var earlier = repetition - 1; earlier > 0 && Chance.Of(Seed, key, earlier) < Rate; earlier--)
        {
            inARow++;
        }

        if (inARow >= MostInARow || Kinds.Count == 0 || Chance.Of(Seed, key, repetition) >= Rate)
        {
            return null;
        }

        var fault = Kinds[Chance.Choose(Seed, key, repetition, Kinds.Count)];
        return (fault.Name, fault.Effect);
    }
}
