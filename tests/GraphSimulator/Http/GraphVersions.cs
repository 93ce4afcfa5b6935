using System.Globalization;

namespace GraphSimulator.Http;

/// <summary>
/// Which version answers. One that has expired is no error: the oldest that still works answers in its place.
/// </summary>
public static class GraphVersions
{
    /// <summary>The newest known; a later one is refused.</summary>
    public const int Newest = 26;

    // Last day but one of each version; the first row is the oldest that can still be met at any simulated date.
    private static readonly (int Version, DateOnly Ends)[] Ends =
    [
        (13, new(2024, 5, 28)), (14, new(2024, 9, 17)), (15, new(2024, 11, 20)), (16, new(2025, 5, 14)), (17, new(2025, 9, 12)),
        (18, new(2026, 1, 26)), (19, new(2026, 5, 21)), (20, new(2026, 9, 24)), (21, new(2027, 1, 21)), (22, new(2027, 5, 20)),
        (23, new(2027, 10, 8)), (24, new(2028, 2, 18)), (25, new(2028, 7, 29)), (26, new(2099, 1, 1)),
    ];

    /// <summary>Whether a part of a path is a version.</summary>
    public static bool IsVersion(string segment)
        => segment.Length > 3 && segment[0] == 'v' && segment[1..].Split('.') is [var major, var minor] && IsNumber(major) && IsNumber(minor);

    /// <summary>The version that serves the asked one at this date; null when it does not exist.</summary>
    public static string? Serve(string? asked, DateTimeOffset now)
    {
        var oldest = Array.Find(Ends, e => DateOnly.FromDateTime(now.UtcDateTime) < e.Ends).Version;
        if (asked is null)
        {
            return Name(oldest);
        }

        var version = NumberOf(asked);
        return version > Newest || version < 1 ? null : Name(Math.Max(version, oldest));
    }

    /// <summary>26 of "v26.0".</summary>
    public static int NumberOf(string version)
        => int.Parse(version.AsSpan(1, version.IndexOf('.', StringComparison.Ordinal) - 1), CultureInfo.InvariantCulture);

    private static string Name(int version) => $"v{version}.0";

    private static bool IsNumber(string text) => text.Length is > 0 and < 4 && text.All(char.IsAsciiDigit);
}
