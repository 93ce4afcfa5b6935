using System.Text.Json.Serialization;

namespace Source.FacebookPages.Metrics;

/// <summary>The form of a metric's values.</summary>
internal enum MetricKind
{
    /// <summary>A whole number.</summary>
    [JsonStringEnumMemberName("integer")]
    Integer,

    /// <summary>A number that may have a fraction.</summary>
    [JsonStringEnumMemberName("number")]
    Number,

    /// <summary>Keys to numbers.</summary>
    [JsonStringEnumMemberName("map")]
    Map,

    /// <summary>A currency code and an amount in millionths of it.</summary>
    [JsonStringEnumMemberName("money")]
    Money,

    /// <summary>A ranking; its form was never seen.</summary>
    [JsonStringEnumMemberName("list")]
    List,
}
