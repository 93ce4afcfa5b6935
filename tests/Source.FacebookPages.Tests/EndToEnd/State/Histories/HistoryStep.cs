namespace Source.FacebookPages.Tests.EndToEnd.State.Histories;

/// <summary>One run of a history. Days are numbers, counted from the history's first day.</summary>
internal sealed record HistoryStep
{
    /// <summary>The unfinished day of the API on which the run takes place.</summary>
    public required int Today { get; init; }

    /// <summary>By how many days the connector's clock is ahead of the API's; negative when it is behind.</summary>
    public int ClockAhead { get; init; }

    public required IReadOnlyList<string> Metrics { get; init; }

    /// <summary>The metrics that the API refuses on this day.</summary>
    public IReadOnlyList<string> Refused { get; init; } = [];

    public required int Start { get; init; }

    public required int Lookback { get; init; }

    public required int Window { get; init; }

    public int Concurrency { get; init; } = 1;

    public bool FullRefresh { get; init; }

    /// <summary>At which part of a usual output the run ends with a crash; null: it lives.</summary>
    public double? CrashAt { get; init; }

    /// <summary>Whether the crash is that of the reader (the connector notices that its output is closed) or of everything (what comes later is simply never seen).</summary>
    public bool ReaderDies { get; init; }

    /// <summary>The call of a Page that fails, from 1.</summary>
    public (int Page, int Call)? Failing { get; init; }

    /// <summary>Goes on from the state after an earlier run instead of the last one; a number that selects it.</summary>
    public int? RestoreFrom { get; init; }

    /// <summary>The last day that is complete by the connector's clock.</summary>
    public int LastComplete => Today + ClockAhead - 1;

    /// <summary>The configured metrics that the API answers.</summary>
    public IReadOnlyList<string> Accepted => field ??= [.. Metrics.Except(Refused)];

    public override string ToString() =>
        $"day {Today}{(ClockAhead == 0 ? "" : $" (clock {ClockAhead:+0;-0})")}: {string.Join(',', Metrics)}{(Refused.Count == 0 ? "" : " refused " + string.Join(',', Refused))}"
        + $" from {Start} lookback {Lookback} window {Window} concurrency {Concurrency}{(FullRefresh ? " full_refresh" : "")}"
        + $"{(CrashAt is { } at ? $" crash at {at:0.00}{(ReaderDies ? " (reader)" : "")}" : "")}{(Failing is { } f ? $" page {f.Page} fails at call {f.Call}" : "")}{(RestoreFrom is { } r ? $" restored {r}" : "")}";
}
