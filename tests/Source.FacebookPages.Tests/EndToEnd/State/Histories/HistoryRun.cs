using System.Globalization;
using System.Text.Json.Nodes;
using GraphSimulator;
using GraphSimulator.Faults;
using GraphSimulator.Time;
using TestKit;

namespace Source.FacebookPages.Tests.EndToEnd.State.Histories;

/// <summary>Plays a history with the real connector against a simulated API, and holds every run against the promises.</summary>
internal sealed class HistoryRun(History history)
{
    private readonly ApiTimeline _api = new(history);
    private readonly List<(string? State, SurelyRead Read)> _saved = [];
    private readonly List<string> _complaints = [];
    private readonly Promise _promise = new(new ApiTimeline(history), history.Pages);
    private string? _state;
    private SurelyRead _read = SurelyRead.Nothing;
    private int _usualBytes = 40_000;

    /// <summary>How many runs ended well for all Pages.</summary>
    public int GoodRuns { get; private set; }

    /// <summary>How many runs died on the way.</summary>
    public int Crashes { get; private set; }

    /// <summary>How many calls failed.</summary>
    public int Failures { get; private set; }

    /// <summary>Plays the history. Answers what went against the promises; empty when nothing did.</summary>
    public async Task<IReadOnlyList<string>> PlayAsync()
    {
        await using var server = await GraphSimulatorServer.StartAsync(_api.CreateWorld());
        for (var number = 0; number < history.Steps.Count && _complaints.Count == 0; number++)
        {
            await RunAsync(server, history.Steps[number], number);
            _saved.Add((_state, _read));
        }

        return _complaints.Count == 0 ? [] : [history.ToString(), .. _complaints.Take(10)];
    }

    private async Task RunAsync(GraphSimulatorServer server, HistoryStep step, int number)
    {
        if (step.RestoreFrom is { } from)
        {
            (_state, _read) = _saved[from];
        }

        var version = $"v{21 + (number % 6)}.0";
        Prepare(server, step, version);
        var output = await ReadAsync(server, step, version);
        var struck = server.World.Faults.CountOf("the call that fails") > 0;
        new OutputCheck(_api, _promise, history, step, number, _complaints).Check(output, _state);
        // A call of an earlier run that was cut off may still be on its way; it has that run's version.
        new JournalCheck(_api, _read, step, _complaints).Check(server.Journal.Insights().Where(call => call.Version == version), struck);
        _state = output.StateFile(_state);
        var allWell = true;
        for (var page = 0; page < history.Pages; page++)
        {
            var wasRead = output.FinalStatus(StreamOf(page)) is { } status && (status == "COMPLETE" || (history.Combined && struck && step.Failing!.Value.Page != page));
            allWell &= wasRead;
            if (wasRead && !_promise.MayLieInTheFuture(page, step))
            {
                _complaints.AddRange(_promise.EndedWell(page, step, number).Take(3).Select(text => $"run {number}: {text}"));
                _read = _read.After(page, step, _api);
            }
            else
            {
                _promise.EndedBadly(page, step);
            }
        }

        GoodRuns += allWell ? 1 : 0;
        Failures += struck ? 1 : 0;
        if (step.CrashAt is null && output.ExitCode != (struck ? 1 : 0))
        {
            _complaints.Add($"run {number} ended with {output.ExitCode}: {string.Join(" ", output.Errors.Select(error => error["message"]))}");
        }
    }

    private void Prepare(GraphSimulatorServer server, HistoryStep step, string version)
    {
        server.World.Now = _api.MomentOf(step.Today);
        server.World.Metrics.Clear();
        foreach (var metric in step.Refused)
        {
            server.World.Metrics.Refuse(metric);
        }

        server.World.Faults.Clear();
        if (step.Failing is { } failing)
        {
            server.World.Faults.Add(Fault.Answer(GraphErrors.Unexpected) with
            {
                Name = "the call that fails",
                // Not one of an earlier run that was cut off and is still on its way.
                When = call => call.AskedVersion == version,
                PageId = ApiTimeline.IdOf(failing.Page),
                Edge = "insights",
                AtMatch = failing.Call,
            });
        }

        server.Journal.Clear();
    }

    private async Task<ConnectorOutput> ReadAsync(GraphSimulatorServer server, HistoryStep step, string version)
    {
        var config = new ConfigBuilder(server)
            .With("stream_layout", history.Combined ? "combined" : "per_page")
            .With("metric_groups", new JsonArray())
            .WithList("metrics", [.. step.Metrics])
            .With("start_date", _api.DateOf(step.Start).ToString("O", CultureInfo.InvariantCulture))
            .With("lookback_window_days", step.Lookback)
            .With("window_days", step.Window)
            .With("concurrency", step.Concurrency)
            .With("api_version", version)
            .With("max_attempts", 1)
            .ToString();
        string[] streams = [.. Enumerable.Range(0, history.Pages).Select(StreamOf).Distinct()];
        var catalog = step.FullRefresh ? CatalogBuilder.FullRefresh(streams) : CatalogBuilder.Incremental(streams);
        var run = new ConnectorRun(server.World, new SimulatedClock(_api.MomentOf(step.Today).AddDays(step.ClockAhead)));
        using var pipe = new BreakingStream(step is { CrashAt: { } at, ReaderDies: true } ? (long)(at * _usualBytes) : long.MaxValue);
        var exitCode = (await run.ReadAsync(config, catalog, _state, pipe)).ExitCode;
        var bytes = pipe.WholeLines();
        _usualBytes = pipe.HasBroken ? _usualBytes : Math.Max(2_000, bytes.Length);
        if (step is { CrashAt: { } part, ReaderDies: false })
        {
            bytes = bytes[..(Array.LastIndexOf(bytes, (byte)'\n', (int)(part * (bytes.Length - 1))) + 1)];
        }

        Crashes += step.CrashAt is not null && (pipe.HasBroken || !step.ReaderDies) ? 1 : 0;
        return new ConnectorOutput(exitCode, bytes, "");
    }

    private string StreamOf(int page) => history.Combined ? "page_insights" : "page_insights_" + ApiTimeline.IdOf(page);
}
