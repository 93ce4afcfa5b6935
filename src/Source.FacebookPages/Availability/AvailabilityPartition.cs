using Airbyte.Cdk;
using Airbyte.Protocol;
using Facebook.Graph;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Days;
using Source.FacebookPages.Drift;
using Source.FacebookPages.Failures;
using Source.FacebookPages.Insights;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Pages;
using Source.FacebookPages.Reporting;

namespace Source.FacebookPages.Availability;

/// <summary>
/// The availability of the metrics of one Page. What the streams of insights have met earlier in the run is taken over; only what they have not asked for, or for days long past, is asked for here: the last complete days, of which nothing
/// but the answer counts.
/// </summary>
internal sealed class AvailabilityPartition(
    InsightsContext context,
    Page page,
    string stream,
    IReadOnlyList<(InsightsPeriod Period, IReadOnlyList<SelectedMetric> Metrics)> wanted,
    AvailabilityRecords records,
    bool isLastUse) : IPartition
{
    // Enough for a metric that comes a few days late.
    private const int ProbedDays = 7;

    /// <inheritdoc/>
    public string Key => page.Id;

    /// <inheritdoc/>
    public KeyValuePair<string, string>? LogScope => LogScopes.OfPage(page.Id);

    /// <inheritdoc/>
    public async Task ReadAsync(IPartitionOutput output, CancellationToken cancellationToken)
    {
        var batch = new RecordBatch(stream);
        try
        {
            foreach (var (period, metrics) in wanted)
            {
                await ProbeAsync(period, [.. metrics.Where(metric => Find(metric, period) is null)], output, cancellationToken);
                foreach (var metric in metrics)
                {
                    records.Write(batch, page.Id, metric, period.Name(), Find(metric, period) ?? OfLoss());
                }
            }
        }
        catch
        {
            batch.Dispose();
            throw;
        }

        if (isLastUse)
        {
            context.Sightings.Forget(page.Id);
        }

        await output.EmitAsync(batch, cancellationToken);
        context.Report.PageRead(page.Id);
    }

    private MetricFinding? Find(SelectedMetric metric, InsightsPeriod period) =>
        page.Loss is null ? context.Sightings.Find(new MetricKey(metric.Name, period.Name()), page.Id) : null;

    // A Page that is lost answers nothing: that is what there is to say of each of its metrics. One that keeps no days so recent has none.
    private MetricFinding OfLoss() => page.Loss is { } loss
        ? new MetricFinding(MetricStatus.Refused, loss.Error ?? new GraphError { Message = loss.Message })
        : MetricFinding.Empty;

    private async Task ProbeAsync(InsightsPeriod period, IReadOnlyList<SelectedMetric> metrics, IPartitionOutput output, CancellationToken cancellationToken)
    {
        if (metrics.Count == 0 || page.Loss is not null)
        {
            return;
        }

        if (context.Report.HasFailed(page.Id))
        {
            // Its error is told; asking again now would fail again, after as many attempts.
            throw new PartitionSkippedException($"{page} failed before in this run.");
        }

        var window = new DateWindow(context.Range.LastComplete.AddDays(1 - ProbedDays), context.Range.LastComplete);
        var probing = context with { Range = context.Range with { Start = window.First, End = window.Last }, Days = new DayTable(window) };
        var fetcher = new InsightsFetcher(probing, page, period, stream, new RateLimitRelay(output));
        try
        {
            await fetcher.FetchAsync(new Slice(window, metrics, window.First), Drop, cancellationToken);
        }
        catch (PageLostException lost)
        {
            page.Loss = lost;
            return;
        }
        catch (GraphException exception) when (exception.HeldUntil is not null)
        {
            throw GraphFailures.Deferral(exception, $"{page}");
        }
        catch (GraphException exception)
        {
            context.Report.PageFailed(page.Id);
            throw InsightsFailure.Of(page, period, fetcher.LastCall.Metrics, fetcher.LastCall.Window, exception);
        }

        fetcher.Trail.TellTo(context.Sightings, metrics, period.Name(), page.Id);
    }

    private static ValueTask Drop(RecordBatch batch)
    {
        batch.Dispose();
        return ValueTask.CompletedTask;
    }
}
