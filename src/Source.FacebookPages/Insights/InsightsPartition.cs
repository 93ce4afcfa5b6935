using Airbyte.Cdk;
using Facebook.Graph;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Days;
using Source.FacebookPages.Failures;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Pages;
using Source.FacebookPages.Reporting;
using Source.FacebookPages.State;

namespace Source.FacebookPages.Insights;

/// <summary>The insights of one Page in one period: its slices, one after the other.</summary>
internal sealed class InsightsPartition(
    InsightsContext context,
    Page page,
    InsightsPeriod period,
    string stream,
    IReadOnlyList<SelectedMetric> metrics,
    PageProgress? progress,
    AccessLoss accessLoss,
    SilenceInquiry silence) : IPartition
{
    /// <inheritdoc/>
    public string Key => page.Id;

    /// <inheritdoc/>
    public KeyValuePair<string, string>? LogScope => LogScopes.OfPage(page.Id);

    /// <inheritdoc/>
    public async Task ReadAsync(IPartitionOutput output, CancellationToken cancellationToken)
    {
        try
        {
            await ReadPageAsync(output, cancellationToken);
        }
        finally
        {
            page.Answers.Ended(period);
        }
    }

    private async Task ReadPageAsync(IPartitionOutput output, CancellationToken cancellationToken)
    {
        var reading = new InsightsReading(progress, metrics, context.Range, context.LookbackDays, context.WindowDays);
        var slices = reading.Plan();
        if (page.Loss is { } earlier)
        {
            throw Lost(earlier, metrics, Around(slices));
        }

        var fetcher = new InsightsFetcher(context, page, period, stream, new RateLimitRelay(output), page.Answers);
        try
        {
            await ReadAsync(reading, slices, fetcher, output, cancellationToken);
            await ReadAsync(reading, reading.PlanBrokenSilence(), fetcher, output, cancellationToken);
        }
        catch (PageLostException lost)
        {
            page.Loss = lost;
            throw Lost(lost, fetcher.LastCall.Metrics, fetcher.LastCall.Window);
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
        await TellOfWhatIsMissingAsync(slices, fetcher, cancellationToken);
        context.Report.PageRead(page.Id);
    }

    private static DateWindow Around(IReadOnlyList<Slice> slices) =>
        slices.Count == 0 ? default : new(slices.Min(slice => slice.Window.First), slices.Max(slice => slice.Window.Last));

    private Exception Lost(PageLostException lost, IReadOnlyList<SelectedMetric> asked, DateWindow window) =>
        accessLoss.Decide(
            lost,
            InsightsFailure.Asked(page.Id, lost.Error, asked, window),
            InsightsFailure.Details(page, period, asked, window, (lost.InnerException as GraphException)?.Attempts ?? 1));

    private async Task TellOfWhatIsMissingAsync(IReadOnlyList<Slice> slices, InsightsFetcher fetcher, CancellationToken cancellationToken)
    {
        foreach (var metric in fetcher.Silent)
        {
            context.Report.MetricSilent(metric.Name, page.Id);
        }

        if (fetcher.TooOld is { } day)
        {
            context.Report.DayTooOld(page.Id, day);
        }

        if (slices.Count > 0 && slices.All(slice => slice.Metrics.All(fetcher.IsRefused)))
        {
            context.Report.EverythingRefused(page.Id, stream);
        }
        else if (fetcher.NewestDay is null && slices.Count > 0)
        {
            await silence.ExplainAsync(page, Around(slices), cancellationToken);
        }
    }

    private static async Task ReadAsync(
        InsightsReading reading,
        IReadOnlyList<Slice> slices,
        InsightsFetcher fetcher,
        IPartitionOutput output,
        CancellationToken cancellationToken)
    {
        foreach (var slice in slices)
        {
            await fetcher.FetchAsync(slice, batch => output.EmitAsync(batch, cancellationToken), cancellationToken);
            await output.CheckpointAsync(reading.Take(slice, fetcher.NewestDayWhenAsked, fetcher.IsRefused), cancellationToken);
        }
    }
}
