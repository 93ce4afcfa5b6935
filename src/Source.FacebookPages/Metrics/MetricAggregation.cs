using System.Text.Json.Serialization;

namespace Source.FacebookPages.Metrics;

/// <summary>What may be done with a metric's values of several days.</summary>
internal enum MetricAggregation
{
    /// <summary>Events: days may be summed.</summary>
    [JsonStringEnumMemberName("additive")]
    Additive,

    /// <summary>People or accounts, each counted once a period, and estimated: days must not be summed.</summary>
    [JsonStringEnumMemberName("unique")]
    Unique,

    /// <summary>A level at the end of the period: the last day counts.</summary>
    [JsonStringEnumMemberName("snapshot")]
    Snapshot,

    /// <summary>A price or a share: days must not be summed.</summary>
    [JsonStringEnumMemberName("average")]
    Average,

    /// <summary>Not a number.</summary>
    [JsonStringEnumMemberName("none")]
    None,
}
