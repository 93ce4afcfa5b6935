using System.Globalization;
using System.Runtime.InteropServices;

namespace Bench.Running;

/// <summary>What the figures were measured on; neither its name nor a path.</summary>
internal static class Machine
{
    /// <summary>Processor, cores, memory, kernel.</summary>
    public static string Describe()
    {
        var processor = Line("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString();
        var kilobytes = double.Parse((Line("/proc/meminfo", "MemTotal") ?? "0 kB").Split(' ')[0], CultureInfo.InvariantCulture);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores ({processor}), {kilobytes / 1024 / 1024:0} GiB of memory, Linux {File.ReadAllText("/proc/sys/kernel/osrelease").Trim().Split('-')[0]}");
    }

    /// <summary>The commit that is checked out, and whether files were changed since.</summary>
    public static async Task<string> CommitAsync()
    {
        var commit = await Programs.AskAsync("git", "rev-parse", "--short", "HEAD");
        var changes = await Programs.AskAsync("git", "status", "--porcelain", "--untracked-files=no", "--", "src", "bench", "tests", "Directory.Packages.props");
        return (commit ?? "unknown") + (changes is { Length: > 0 } ? ", with changes" : "");
    }

    private static string? Line(string file, string name) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
}
