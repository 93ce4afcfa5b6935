using System.Globalization;

namespace TestKit;

/// <summary>What tests measure processes by.</summary>
public static class Measured
{
    /// <summary>The middle one of several figures.</summary>
    public static double Median(IReadOnlyCollection<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>The most memory that a process has had resident so far, in MB; 0 when it has ended.</summary>
    public static double HighWaterMark(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line["VmHWM:".Length..^"kB".Length], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
