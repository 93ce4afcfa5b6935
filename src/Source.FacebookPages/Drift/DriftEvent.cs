using System.Text.Json;

namespace Source.FacebookPages.Drift;

/// <summary>One thing that has changed.</summary>
/// <param name="Kind">What kind of change.</param>
/// <param name="What">What it is about: a metric, a field, a key.</param>
/// <param name="Message">For the user: what, where, since when, and what to do.</param>
/// <param name="Since">The day on which it was seen first.</param>
internal sealed record DriftEvent(DriftKind Kind, string What, string Message, DateOnly Since)
{
    /// <summary>Whether the registry does not know of it yet.</summary>
    /// <value>Default: yes.</value>
    public bool IsNew { get; init; } = true;

    /// <summary>Whether whoever reads the data with the registered schema can go on as before.</summary>
    /// <value>Default: no.</value>
    public bool IsCompatible { get; init; }

    /// <summary>The word for the kind, as the registry's history and the metric have it.</summary>
    public static string NameOf(DriftKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());
}
