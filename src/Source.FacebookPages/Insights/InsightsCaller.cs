using System.Text.Json;
using Airbyte.Protocol;
using Facebook.Graph;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Days;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Pages;
using Source.FacebookPages.Records;

namespace Source.FacebookPages.Insights;

/// <summary>
/// Makes the calls of one Page and period, and reads their answers. What a call for all periods has brought before is not asked for again; where sharing with the other periods does any harm, the call is
/// made for this one alone, and only what comes of that counts.
/// </summary>
/// <param name="context">What the run shares.</param>
/// <param name="page">The Page.</param>
/// <param name="period">The period.</param>
/// <param name="stream">The stream of the records.</param>
/// <param name="observer">Is told of waits.</param>
/// <param name="shared">What the periods of the Page share; null where every call is for this period alone.</param>
internal sealed class InsightsCaller(InsightsContext context, Page page, InsightsPeriod period, string stream, IRateLimitObserver observer, PeriodAnswers? shared)
{
    // What a batch keeps of a record, its day and value, the answer says in fewer letters.
    private const double RecordBytesPerAnswerByte = 1.25;

    /// <summary>Asks for metrics over a window.</summary>
    /// <param name="metrics">The metrics, all with the same breakdown or none.</param>
    /// <param name="window">The days.</param>
    /// <param name="until">The bound to send.</param>
    /// <param name="mayShare">Whether the call may be made for all periods: not when it is there to find out whether a metric is refused.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<InsightsReply> CallAsync(IReadOnlyList<SelectedMetric> metrics, DateWindow window, DateOnly until, bool mayShare, CancellationToken cancellationToken)
    {
        var query = new InsightsQuery(page.Id, [.. metrics.Select(metric => metric.RequestName)], period.Name(), window.First, until, metrics[0].Breakdown);
        if (shared is not null && query.Breakdown is null)
        {
            if (shared.Find(query.Metrics, window, until) is { } kept)
            {
                if (ReadKept(kept, metrics, window) is { } reply)
                {
                    return reply;
                }
            }
            else if (mayShare && shared.MayShare(window) && await ShareAsync(shared, query, metrics, window, cancellationToken) is { } reply)
            {
                return reply;
            }
        }

        var isLeast = metrics.Count == 1 && window.Days == 1;
        return await context.Caller.CallAsync(
            page,
            token => query.ToRequest(token, observer) with { AsksForTheLeast = isLeast },
            json => Read(json, metrics, window, periods: 1),
            cancellationToken);
    }

    // Null, and nothing kept, when the call has to be made for this period alone.
    private async Task<InsightsReply?> ShareAsync(PeriodAnswers answers, InsightsQuery query, IReadOnlyList<SelectedMetric> metrics, DateWindow window, CancellationToken cancellationToken)
    {
        try
        {
            byte[] all = [];
            var reply = await context.Caller.CallAsync(
                page,
                token => (query with { Period = null }).ToRequest(token, observer),
                json =>
                {
                    var read = Read(json, metrics, window, InsightsPeriods.All.Count);
                    all = json.ToArray();
                    return read;
                },
                cancellationToken);
            if (reply.IsWhole)
            {
                answers.Keep(query.Metrics, window, query.Until, all);
                return reply;
            }

            reply.Batch.Dispose();
        }
        catch (GraphException exception) when (MayBeOfSharing(exception))
        {
            // The same call for the one period will tell.
        }

        answers.ShareNoMore();
        return null;
    }

    private InsightsReply? ReadKept(byte[] json, IReadOnlyList<SelectedMetric> metrics, DateWindow window)
    {
        try
        {
            var reply = Read(json, metrics, window, InsightsPeriods.All.Count);
            if (reply.IsWhole)
            {
                return reply;
            }

            reply.Batch.Dispose();
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            // Broken where the period that was read first did not look. A call of its own is tried again where its answer is.
        }

        return null;
    }

    // What is about the Page, its token or a limit would meet the call for one period as well. What is about metrics, periods, days or size may be about the other periods; and a fault that does not pass,
    // about the size.
    private static bool MayBeOfSharing(GraphException exception) => exception.HeldUntil is null && exception.Kind
        is GraphErrorKind.InvalidMetric or GraphErrorKind.InvalidPeriod or GraphErrorKind.MetricRightMissing
        or GraphErrorKind.RangeTooLong or GraphErrorKind.RangeTooOld
        or GraphErrorKind.TooMuchData or GraphErrorKind.Transient
        or GraphErrorKind.BadRequest or GraphErrorKind.Unknown;

    private InsightsReply Read(ReadOnlySpan<byte> json, IReadOnlyList<SelectedMetric> metrics, DateWindow window, int periods)
    {
        var batch = new RecordBatch(stream, (int)Math.Min(RecordBytesPerAnswerByte * json.Length / periods, int.MaxValue));
        try
        {
            var writer = new InsightRecordWriter(page.Id, period.Name(), metrics, window, context.Days, batch) { BreakdownKeys = context.BreakdownKeys };
            InsightsAnswer.Visit(json, writer);
            writer.Complete();
            return new InsightsReply(batch, writer, [.. writer.Silent]);
        }
        catch
        {
            batch.Dispose();
            throw;
        }
    }
}
