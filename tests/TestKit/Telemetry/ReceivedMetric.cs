namespace TestKit.Telemetry;

/// <summary>The latest value of one series of a metric.</summary>
/// <param name="Name">The instrument.</param>
/// <param name="Kind">sum, gauge or histogram.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Attributes">The attributes of the series.</param>
/// <param name="Value">The value; of a histogram the sum.</param>
/// <param name="Count">Of a histogram, how many values; 0 otherwise.</param>
/// <param name="Resource">Who sent it.</param>
public sealed record ReceivedMetric(
    string Name, string Kind, string Unit, IReadOnlyDictionary<string, string> Attributes, double Value, long Count, IReadOnlyDictionary<string, string> Resource)
{
    /// <summary>The series, to tell it from others.</summary>
    internal string Key => string.Join('|', [Name, .. Parts(Attributes), .. Parts(Resource)]);

    private static IEnumerable<string> Parts(IReadOnlyDictionary<string, string> attributes) =>
        attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}");
}
