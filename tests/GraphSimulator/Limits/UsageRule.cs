namespace GraphSimulator.Limits;

/// <summary>How one currency is spent and regained.</summary>
public sealed record UsageRule
{
    /// <summary>Percent that a call costs; 0: this currency is not counted.</summary>
    public double GrowthPerCall { get; init; }

    /// <summary>Percent that come back in a minute of the world's time. Of a rolling hour: 100 / 60.</summary>
    public double RegainPerMinute { get; init; } = 100.0 / 60;

    /// <summary>How long the door is shut after 100 %.</summary>
    public TimeSpan Block { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How much longer each call during the block makes it.</summary>
    public TimeSpan Prolongation { get; init; } = TimeSpan.FromMinutes(1);
}
