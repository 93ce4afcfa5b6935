using Airbyte.Cdk;
using Airbyte.Protocol;
using Facebook.Graph;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Drift;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Pages;
using Source.FacebookPages.Reporting;

namespace Source.FacebookPages.Availability;

/// <summary>The availability of the metrics of a Page that was out of reach before reading began: refused, every one, with what Facebook said of the Page.</summary>
internal sealed class LostAvailabilityPartition(
    MissingPage page, string stream, IReadOnlyList<(InsightsPeriod Period, IReadOnlyList<SelectedMetric> Metrics)> wanted, AvailabilityRecords records, RunReport report) : IPartition
{
    /// <inheritdoc/>
    public string Key => page.Id;

    /// <inheritdoc/>
    public KeyValuePair<string, string>? LogScope => LogScopes.OfPage(page.Id);

    /// <inheritdoc/>
    public async Task ReadAsync(IPartitionOutput output, CancellationToken cancellationToken)
    {
        var batch = new RecordBatch(stream);
        var finding = new MetricFinding(MetricStatus.Refused, page.Cause?.Error ?? new GraphError { Message = $"{page} can't be read: it {page.Reason}" });
        foreach (var (period, metrics) in wanted)
        {
            foreach (var metric in metrics)
            {
                records.Write(batch, page.Id, metric, period.Name(), finding);
            }
        }

        await output.EmitAsync(batch, cancellationToken);
        report.PageRead(page.Id);
    }
}
