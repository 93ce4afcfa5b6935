using System.Collections.Immutable;
using Airbyte.Protocol;
using Facebook.Graph;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Days;
using Source.FacebookPages.Failures;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Pages;
using Source.FacebookPages.Reporting;

namespace Source.FacebookPages.Insights;

/// <summary>
/// Fetches the slices of one Page and period. Groups the metrics into calls, finds the ones that Facebook refuses and leaves them out from then on, and asks for less where a
/// call was too large. What it hands out is whole: either all records of a group of metrics over a window, or none.
/// </summary>
/// <param name="context">What the run shares.</param>
/// <param name="page">The Page.</param>
/// <param name="period">The period.</param>
/// <param name="stream">The stream of the records.</param>
/// <param name="observer">Is told of waits.</param>
/// <param name="shared">What the periods of the Page share; null where every call is for this period alone.</param>
internal sealed class InsightsFetcher(InsightsContext context, Page page, InsightsPeriod period, string stream, IRateLimitObserver observer, PeriodAnswers? shared = null)
{
    private readonly InsightsCaller _caller = new(context, page, period, stream, observer, shared);
    private readonly Dictionary<string, DateOnly> _newestWhenAsked = new(StringComparer.Ordinal);
    private readonly MetricVerdicts _verdicts = new(context, page, period);
    private readonly SilentMetrics _silent = new();
    private readonly MetricTrail _trail = new(context.Range.LastComplete);
    private GraphException? _lastRefusal;

    /// <summary>Whether Facebook has refused a metric for this Page and period.</summary>
    public bool IsRefused(SelectedMetric metric) => _verdicts.IsRefused(metric);

    /// <summary>The metrics that were missing from the answers without a word, so far.</summary>
    public IEnumerable<SelectedMetric> Silent => _silent.All(hasValues: NewestDay is not null);

    /// <summary>What became of each metric, as far as the calls have shown.</summary>
    public MetricTrail Trail => _trail;

    /// <summary>The last day that was asked for and is known to lie before what the API keeps, or null.</summary>
    public DateOnly? TooOld { get; private set; }

    /// <summary>The last day that brought a value so far, or null.</summary>
    public DateOnly? NewestDay { get; private set; }

    /// <summary>
    /// The last day that was known to have brought a value for any metric when this one was asked for last; null for none. A day can appear between two calls: to the metrics of the first, its
    /// silence means nothing.
    /// </summary>
    public DateOnly? NewestDayWhenAsked(SelectedMetric metric) => _newestWhenAsked.TryGetValue(metric.Name, out var day) ? day : null;

    /// <summary>What the last call was about, for the report of a failure.</summary>
    public (IReadOnlyList<SelectedMetric> Metrics, DateWindow Window) LastCall { get; private set; } = ([], default);

    /// <summary>Fetches a slice, handing each complete piece to <paramref name="emit"/>, which takes the batch over.</summary>
    public async Task FetchAsync(Slice slice, Func<RecordBatch, ValueTask> emit, CancellationToken cancellationToken)
    {
        foreach (var call in InsightsCalls.Group(slice.Metrics.Where(metric => !IsRefused(metric)), _verdicts.IsSuspect))
        {
            await AskAsync(call, slice.Window, emit, cancellationToken);
        }
    }

    private async Task AskAsync(IReadOnlyList<SelectedMetric> metrics, DateWindow window, Func<RecordBatch, ValueTask> emit, CancellationToken cancellationToken)
    {
        if (await TryAsync(metrics, window, emit, cancellationToken))
        {
            return;
        }

        if (metrics.Count == 1 || _lastRefusal!.Kind is GraphErrorKind.MetricRightMissing or GraphErrorKind.PermissionMissing && metrics.All(metric => metric.NeedsRight))
        {
            Refuse(metrics);
            return;
        }

        var rest = await FindRefusedAsync(metrics, window, emit, cancellationToken);
        foreach (var call in InsightsCalls.Group(rest, _verdicts.IsSuspect))
        {
            await AskAsync(call, window, emit, cancellationToken);
        }
    }

    // Finds one metric that spoils the call, halving the suspects. Halves that turn out good have delivered on the way; answers what has not been delivered yet.
    private async Task<IReadOnlyList<SelectedMetric>> FindRefusedAsync(
        IReadOnlyList<SelectedMetric> metrics,
        DateWindow window,
        Func<RecordBatch, ValueTask> emit,
        CancellationToken cancellationToken)
    {
        using var turn = await context.Hints.EnterSearchAsync(cancellationToken);
        if (metrics.Any(_verdicts.IsSuspect))
        {
            // Another Page has found it meanwhile.
            return metrics;
        }

        var suspects = metrics;
        var wereAsked = true;
        List<SelectedMetric> rest = [];
        while (suspects.Count > 1)
        {
            IReadOnlyList<SelectedMetric> half = [.. suspects.Take(suspects.Count / 2)];
            IReadOnlyList<SelectedMetric> other = [.. suspects.Skip(half.Count)];
            wereAsked = !await TryAsync(half, window, emit, cancellationToken);
            if (wereAsked)
            {
                rest.AddRange(other);
            }

            suspects = wereAsked ? half : other;
        }

        // The one that is left over when all others turned out good has not been asked for by itself yet, and may be good as well: the first call may have failed for a passing reason.
        if (wereAsked || !await TryAsync(suspects, window, emit, cancellationToken))
        {
            Refuse(suspects);
        }

        return rest;
    }

    // Asks for the metrics over the window, in as many calls as the Page's limit demands. False, and nothing handed out, when Facebook refuses one of the metrics.
    private async Task<bool> TryAsync(IReadOnlyList<SelectedMetric> metrics, DateWindow window, Func<RecordBatch, ValueTask> emit, CancellationToken cancellationToken)
    {
        List<RecordBatch> batches = [];
        try
        {
            var open = new Stack<(IReadOnlyList<SelectedMetric> Metrics, DateWindow Window)>([(metrics, window)]);
            while (open.TryPop(out var piece))
            {
                if (piece.Window.Last <= TooOld)
                {
                    continue;
                }

                if (piece.Window.First <= TooOld)
                {
                    open.Push((piece.Metrics, piece.Window with { First = TooOld.Value.AddDays(1) }));
                }
                else if (InsightsCalls.Split(piece.Metrics, piece.Window, page.Limit) is { } smaller)
                {
                    foreach (var part in smaller.Reverse())
                    {
                        open.Push(part);
                    }
                }
                else if (!await CallAsync(piece.Metrics, piece.Window, piece.Window.Last.AddDays(1), batches, open, cancellationToken))
                {
                    _verdicts.Doubt(metrics);
                    return false;
                }
            }

            _verdicts.Accept(metrics);
            while (batches.Count > 0)
            {
                var batch = batches[0];
                batches.RemoveAt(0);
                await emit(batch);
            }

            return true;
        }
        finally
        {
            batches.ForEach(batch => batch.Dispose());
        }
    }

    // One call. False when one of the metrics is refused; pieces to ask for instead are pushed on the open ones.
    private async Task<bool> CallAsync(
        IReadOnlyList<SelectedMetric> metrics,
        DateWindow window,
        DateOnly until,
        List<RecordBatch> batches,
        Stack<(IReadOnlyList<SelectedMetric> Metrics, DateWindow Window)> open,
        CancellationToken cancellationToken)
    {
        using var scope = context.Log.BeginScope(LogScopes.OfMetrics(metrics));
        LastCall = (metrics, window);
        try
        {
            var reply = await _caller.CallAsync(metrics, window, until, mayShare: !metrics.Any(_verdicts.IsSuspect), cancellationToken);
            batches.Add(reply.Batch);
            Take(reply, metrics, window);
            if (EndsADayShort(reply.Newest, window) && until == window.Last.AddDays(1))
            {
                var lastDay = new DateWindow(window.Last, window.Last);
                return await CallAsync(metrics, lastDay, until.AddDays(1), batches, open, cancellationToken);
            }

            return true;
        }
        catch (GraphException exception) when (exception.Kind is GraphErrorKind.InvalidMetric or GraphErrorKind.InvalidPeriod or GraphErrorKind.MetricRightMissing)
        {
            _lastRefusal = exception;
            return false;
        }
        catch (PageLostException lost) when (IsAboutTheRight(lost, metrics))
        {
            _lastRefusal = (GraphException)lost.InnerException!;
            return false;
        }
        catch (GraphException exception) when (AskForLess(exception.Kind, metrics.Count, window))
        {
            open.Push((metrics, window));
            return true;
        }
        catch (GraphException exception) when (exception.Kind == GraphErrorKind.RangeTooOld)
        {
            // The API keeps no data that old; a part of the window may still be young enough. The later half is asked for first: where it is too old, so is all before it.
            TooOld = window.First;
            foreach (var half in window.Days == 1 ? [] : window.Cut((window.Days + 1) / 2))
            {
                open.Push((metrics, half));
            }

            return true;
        }
        catch (GraphException exception) when (exception.Kind == GraphErrorKind.PageTooSmall)
        {
            _trail.Answered(metrics, window, ImmutableDictionary<SelectedMetric, DateOnly>.Empty, exception.Error);
            return true;
        }
    }

    private void Refuse(IReadOnlyList<SelectedMetric> metrics)
    {
        _verdicts.Refuse(metrics, _lastRefusal!.Error);
        _trail.Refused(metrics, _lastRefusal.Error);
    }

    private void Take(InsightsReply reply, IReadOnlyList<SelectedMetric> asked, DateWindow window)
    {
        _trail.Answered(asked, window, reply.Seen.NewestDays);
        foreach (var deviation in reply.Seen.Deviations)
        {
            context.Sightings.Deviates(deviation, page.Id);
        }

        foreach (var (metric, form) in reply.Seen.Forms)
        {
            context.Sightings.HasForm(metric, form);
        }

        if (NewestDay is null || reply.Newest > NewestDay)
        {
            NewestDay = reply.Newest;
        }

        if (NewestDay is { } newest)
        {
            foreach (var metric in asked)
            {
                _newestWhenAsked[metric.Name] = newest;
            }
        }

        _silent.Take(asked, reply.Silent);
    }

    // Metrics that need a special right are asked for after the others and apart. When those were given, a missing permission is about the right and not about the Page, whatever its words.
    private bool IsAboutTheRight(PageLostException lost, IReadOnlyList<SelectedMetric> metrics) =>
        lost.InnerException is GraphException { Kind: GraphErrorKind.PermissionMissing } && _verdicts.HasAccepted && metrics.All(metric => metric.NeedsRight);

    // Some documented samples treat `until` as exclusive of the point that ends there. Where the last day of a window is missing although it has long passed, it is asked for again with a later bound.
    private bool EndsADayShort(DateOnly? newest, DateWindow window) =>
        window.Last < context.Range.LastComplete && (newest == window.Last.AddDays(-1) || window.Days == 1 && newest is null);

    private bool AskForLess(GraphErrorKind kind, int metrics, DateWindow window) => kind switch
    {
        GraphErrorKind.TooMuchData => page.Limit.Shrink(metrics, window.Days),
        GraphErrorKind.RangeTooLong => page.Limit.ShrinkDays(window.Days),
        _ => false,
    };
}
