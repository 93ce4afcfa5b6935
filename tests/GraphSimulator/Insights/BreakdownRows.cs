namespace GraphSimulator.Insights;

/// <summary>
/// How a breakdown splits the value v of a point into two rows that sum to it (whole division):
/// <c>is_from_ads</c>: "1" has v / 5, "0" the rest; <c>is_from_followers</c>: "1" has v / 3, "0" the rest;
/// <c>earning_source</c>: "in_stream_ads" has v / 4, "reels" the rest; <c>monetization_tool</c>: "bonus" has v / 2, "ads" the rest.
/// The names of sources and tools are invented.
/// </summary>
internal static class BreakdownRows
{
    public static (string Key, long Value)[] Split(string breakdown, long value) => breakdown switch
    {
        "is_from_ads" => [("0", value - (value / 5)), ("1", value / 5)],
        "is_from_followers" => [("0", value - (value / 3)), ("1", value / 3)],
        "earning_source" => [("reels", value - (value / 4)), ("in_stream_ads", value / 4)],
        _ => [("ads", value - (value / 2)), ("bonus", value / 2)],
    };
}
