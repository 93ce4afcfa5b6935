using System.Globalization;

namespace Airbyte.Cdk;

/// <summary>Names runs: by the moment they begin, so that names sort by time, and by chance, so that runs of the same moment differ.</summary>
public static class RunId
{
    private const int Spread = 1 << 24;

    /// <summary>A new name, such as <c>20261122T180000Z-00f3a9c1b2d4</c>.</summary>
    /// <param name="now">When the run begins.</param>
    /// <param name="chance">Gives numbers from 0 (inclusive) to 1 (exclusive).</param>
    public static string New(DateTimeOffset now, Func<double> chance)
    {
        ArgumentNullException.ThrowIfNull(chance);
        return string.Create(CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{(int)(chance() * Spread):x6}{(int)(chance() * Spread):x6}");
    }
}
