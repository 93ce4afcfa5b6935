using System.Globalization;
using Bench.Running;
using Source.FacebookPages.Days;

namespace Bench.Scenarios;

/// <summary>The records that the upper bound writes: one Page's of the last 90 days, as the connector has written them.</summary>
internal static class Reference
{
    /// <summary>The last complete day.</summary>
    public static DateOnly LastDay => PacificCalendar.DayOf(TimeProvider.System.GetUtcNow()).AddDays(-1);

    /// <summary>A day so many before the last complete one, as the configuration takes it.</summary>
    public static string DaysBack(int days) => LastDay.AddDays(-days).ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Writes the file of records.</summary>
    public static async Task<string> WriteAsync(Programs programs, SimulatorProcess simulator, Inputs inputs)
    {
        var config = Inputs.Config(simulator, ("start_date", DaysBack(89)));
        var output = await Programs.AskAsync(programs.Connector, [.. inputs.Read(config, Inputs.Streams(simulator).Take(1))]) ?? throw new InvalidOperationException("The connector can't read.");
        return inputs.File("records.jsonl", string.Join('\n', output.Split('\n').Where(line => line.StartsWith("{\"type\":\"RECORD\"", StringComparison.Ordinal))));
    }

    /// <summary>The upper bound: so many records formatted and written.</summary>
    public static ProcessRun UpperBound(Programs programs, string records, long count) =>
        ProcessRun.Of(programs.UpperBound, [records, count.ToString(CultureInfo.InvariantCulture)]);
}
