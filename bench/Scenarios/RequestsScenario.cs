using Bench.Figures;
using Bench.Running;
using GraphSimulator;
using GraphSimulator.Journal;
using TestKit;

namespace Bench.Scenarios;

/// <summary>How much is asked of Facebook.</summary>
internal sealed class RequestsScenario(Programs programs) : IScenario
{
    /// <inheritdoc/>
    public string Name => "requests";

    /// <inheritdoc/>
    public async Task<Section> RunAsync()
    {
        List<IReadOnlyList<string>> rows = [];
        foreach (var pages in new[] { 1, 100 })
        {
            using var inputs = new Inputs();
            await using var server = await GraphSimulatorServer.StartAsync(SimulatedWorld.Create(pages, now: TimeProvider.System.GetUtcNow()));
            var streams = server.World.Pages.All.Select(page => "page_insights_" + page.Id).ToList();
            var first = await Programs.AskAsync(programs.Connector, [.. inputs.Read(new ConfigBuilder(server).With("end_date", Reference.DaysBack(1)), streams)])
                ?? throw new InvalidOperationException("The connector can't read.");
            rows.Add(Row("first read, two years", pages, server.Journal));
            server.Journal.Clear();
            var state = string.Join('\n', first.Split('\n').Where(line => line.StartsWith("{\"type\":\"STATE\"", StringComparison.Ordinal)));
            _ = ProcessRun.Of(programs.Connector, inputs.Read(new ConfigBuilder(server), streams, state));
            rows.Add(Row("the run of the next day", pages, server.Journal));
        }

        return new Section(
            "Requests",
            "The default metrics. Target: a daily run takes one insights request a Page, and nothing is asked for twice in a sync.",
            ["what", "Pages", "insights requests", "other requests", "insights requests a Page", "asked for twice"],
            rows);
    }

    private static IReadOnlyList<string> Row(string what, int pages, RequestJournal journal)
    {
        var insights = journal.Insights().Count;
        var entries = journal.Entries;
        var different = entries.Select(entry => $"{entry.Method} {entry.Path}?{string.Join('&', entry.Parameters)}").Distinct(StringComparer.Ordinal).Count();
        return [what, Shown.Whole(pages), Shown.Whole(insights), Shown.Whole(entries.Count - insights), Shown.Two((double)insights / pages), Shown.Whole(entries.Count - different)];
    }
}
