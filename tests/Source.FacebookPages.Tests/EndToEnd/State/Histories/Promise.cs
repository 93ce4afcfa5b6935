namespace Source.FacebookPages.Tests.EndToEnd.State.Histories;

/// <summary>
/// What the connector owes, said in days and runs and with no word about windows, slices or states. After a run that ended well, for every wanted day of a configured metric that the API
/// shows: its value was emitted in this run if the day is within the lookback or newer than anything that may have been read before; otherwise it was emitted at some time, unless
/// the day was read before when it had no value. Silence that was older than <see cref="SilenceDays"/> when it was met counts as read until the Page has something newer.
/// </summary>
internal sealed class Promise(ApiTimeline api, int pages)
{
    public const int SilenceDays = 90;

    private readonly Dictionary<(int Page, string Metric), MetricPast> _pasts = [];
    private readonly int[] _newest = [.. Enumerable.Repeat(-1, pages)];

    /// <summary>Notes a record.</summary>
    public void Emitted(int page, string metric, int day, int run) => Past(page, metric).EmittedIn[day] = run;

    /// <summary>The run in which a day was emitted last.</summary>
    public int EmittedIn(int page, string metric, int day) => Past(page, metric).EmittedIn[day];

    /// <summary>Whether the state of the Page may lie in the future of this run: then it is kept, and nothing is owed.</summary>
    public bool MayLieInTheFuture(int page, HistoryStep step) => _pasts.Any(past => past.Key.Page == page && past.Value.High > step.LastComplete);

    /// <summary>The Page was read to the end. Answers what is missing.</summary>
    public IReadOnlyList<string> EndedWell(int page, HistoryStep step, int run)
    {
        var believed = step.LastComplete - SilenceDays;
        var newest = NewestShown(page, step, (past, day) => day > believed || !past.PerhapsSilent[day]);
        var speaksAgain = newest > _newest[page];
        List<string> missing = [];
        foreach (var metric in step.Accepted)
        {
            var past = Past(page, metric);
            for (var day = step.Start; day <= step.LastComplete; day++)
            {
                if (api.Shown(page, metric, day, step.Today) is null || (past.PerhapsSilent[day] && day <= believed && !speaksAgain))
                {
                    continue;
                }

                var again = day > past.High - step.Lookback;
                if (again ? past.EmittedIn[day] != run : past.EmittedIn[day] < 0 && !past.Settled[day] && !past.PerhapsMissed[day])
                {
                    missing.Add($"page {page} {metric} day {day} ({(again ? "new or within the lookback" : "never read")}; last emitted in run {past.EmittedIn[day]}, newest day covered at most {past.High})");
                }
            }
        }

        _newest[page] = Math.Max(_newest[page], newest);
        foreach (var past in step.Accepted.Select(metric => Past(page, metric)))
        {
            for (var day = step.Start; day <= step.LastComplete; day++)
            {
                past.Settled[day] |= day <= _newest[page];
                past.PerhapsSilent[day] |= day > _newest[page] && day <= believed;
            }

            Raise(past, page, step);
        }

        return missing;
    }

    /// <summary>The Page was read, or not, up to some point.</summary>
    public void EndedBadly(int page, HistoryStep step)
    {
        _newest[page] = Math.Max(_newest[page], NewestShown(page, step, (_, _) => true));
        foreach (var metric in step.Metrics)
        {
            var past = Past(page, metric);
            for (var day = step.Start; day <= step.LastComplete; day++)
            {
                var shown = api.Shown(page, metric, day, step.Today) is not null;
                past.PerhapsMissed[day] |= !shown && day <= _newest[page];
                past.PerhapsSilent[day] |= !shown && day <= step.LastComplete - SilenceDays;
            }

            Raise(past, page, step);
        }
    }

    private void Raise(MetricPast past, int page, HistoryStep step)
    {
        if (step.Start <= _newest[page])
        {
            past.High = Math.Max(past.High, Math.Min(_newest[page], step.LastComplete));
        }
    }

    private int NewestShown(int page, HistoryStep step, Func<MetricPast, int, bool> isAsked)
    {
        for (var day = Math.Min(step.LastComplete, step.Today); day >= step.Start; day--)
        {
            if (step.Accepted.Any(metric => isAsked(Past(page, metric), day) && api.Shown(page, metric, day, step.Today) is not null))
            {
                return day;
            }
        }

        return -1;
    }

    private MetricPast Past(int page, string metric)
    {
        if (!_pasts.TryGetValue((page, metric), out var past))
        {
            _pasts.Add((page, metric), past = new MetricPast());
        }

        return past;
    }
}
