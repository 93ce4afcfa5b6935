using System.Globalization;
using GraphSimulator.Journal;
using TestKit;

namespace Source.FacebookPages.Tests.EndToEnd.State;

/// <summary>Reads into one destination, one after the other: each goes on from the state that the last one left.</summary>
internal sealed class Reads(Scenario scenario, string catalog)
{
    /// <summary>The state file that the next read is given.</summary>
    public string? State { get; set; }

    /// <summary>What the destination has.</summary>
    public Union Union { get; } = new();

    /// <summary>The insights calls of the last read, a line each: the last digit of the Page, the days, the metrics.</summary>
    public IReadOnlyList<string> Asked { get; private set; } = [];

    /// <summary>Makes a scenario ask for these metrics only.</summary>
    public static void Only(Scenario scenario, params string[] metrics) =>
        scenario.Config.With("metric_groups", new System.Text.Json.Nodes.JsonArray()).WithList("metrics", metrics);

    public async Task<ConnectorOutput> NextAsync(int exitCode = 0)
    {
        scenario.Journal.Clear();
        var output = await scenario.ReadAsync(catalog, State);
        Assert.True(exitCode == output.ExitCode, output.StandardOutput[^Math.Min(2000, output.StandardOutput.Length)..]);
        Union.Add(output);
        State = output.StateFile(State);
        Asked = [.. scenario.InsightsCalls.Select(Text)];
        return output;
    }

    /// <summary>Reads again on a later day.</summary>
    public async Task<ConnectorOutput> NextAsync(DateOnly day)
    {
        scenario.World.Now = new DateTimeOffset(day, new TimeOnly(18, 0), TimeSpan.Zero);
        return await NextAsync();
    }

    /// <summary>The days that a Page was asked for since the journal was cleared, a call each.</summary>
    public IEnumerable<string> DaysAsked(string pageId) => scenario.Journal.Insights(pageId).Select(Days);

    private static string Text(JournalEntry call) => $"{call.PageId![^1]} {Days(call)} {call["metric"]}";

    private static string Days(JournalEntry call)
    {
        var last = DateOnly.ParseExact(call["until"]!, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(-1);
        return string.Create(CultureInfo.InvariantCulture, $"{call["since"]} to {last:yyyy-MM-dd}");
    }
}
