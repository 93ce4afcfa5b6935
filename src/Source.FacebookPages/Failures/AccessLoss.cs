using Airbyte.Cdk;
using Airbyte.Protocol;
using Microsoft.Extensions.Logging;
using Source.FacebookPages.Reporting;

namespace Source.FacebookPages.Failures;

/// <summary>Decides what the loss of a Page means for a stream: to go on without it, or to fail.</summary>
/// <param name="skip">Whether the user wants to go on without lost Pages.</param>
/// <param name="isFullRefresh">Whether the stream replaces what the destination has; then going on would empty it.</param>
/// <param name="report">Takes the loss.</param>
/// <param name="log">Warns.</param>
internal sealed class AccessLoss(bool skip, bool isFullRefresh, RunReport report, ILogger log)
{
    /// <summary>The exception to end the partition with when it is not known whether the Page is lost.</summary>
    public ConnectorException Fail(string pageId, ConnectorException failure)
    {
        report.PageFailed(pageId);
        return failure;
    }

    /// <summary>The exception to end the partition with.</summary>
    /// <param name="lost">How it was lost.</param>
    /// <param name="asked">What was being read.</param>
    /// <param name="details">The same as text for machines; null when reading had not begun.</param>
    public Exception Decide(PageLostException lost, ReadFailureDetails asked, string? details = null)
    {
        var pageId = asked.PageId;
        if (skip && !isFullRefresh)
        {
            if (report.PageSkipped(pageId, lost.Error is { } error ? GraphFailures.Codes(error) : "no access"))
            {
                log.LogWarning("{Loss} The Page is skipped and its state kept, so that the next sync goes on from there when access is back.", lost.Message);
            }

            return new PartitionSkippedException(lost.Message, lost);
        }

        report.PageFailed(pageId);
        var why = isFullRefresh && skip
            ? " The stream is configured as full_refresh, so going on without the Page would leave its table empty; use incremental to keep what is there."
            : "";
        return new ConnectorException(FailureType.ConfigError, lost.Message + why, $"{details ?? $"page_id={pageId}"} {GraphFailures.CodePairs(lost.Error)}", lost) { Details = asked };
    }
}
