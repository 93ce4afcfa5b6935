namespace GraphSimulator.Insights;

/// <summary>What the value of a metric looks like.</summary>
public enum ValueForm
{
    /// <summary>A whole number.</summary>
    Count,

    /// <summary>A running total: of a longer period it is the value of the last day.</summary>
    Snapshot,

    /// <summary>A number with cents.</summary>
    Amount,

    /// <summary>An object from key to whole number; zeros are left out.</summary>
    Map,

    /// <summary>Currency and millionths.</summary>
    Money,

    /// <summary>Rankings; their form is not known, they never have points.</summary>
    List,
}
