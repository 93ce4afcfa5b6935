using Airbyte.Cdk;
using Source.FacebookPages.Failures;
using Source.FacebookPages.Pages;
using Source.FacebookPages.Reporting;

namespace Source.FacebookPages.Insights;

/// <summary>The part of a stream whose Page was out of reach before reading began.</summary>
internal sealed class LostPartition(MissingPage page, AccessLoss accessLoss) : IPartition
{
    /// <inheritdoc/>
    public string Key => page.Id;

    /// <inheritdoc/>
    public KeyValuePair<string, string>? LogScope => LogScopes.OfPage(page.Id);

    /// <inheritdoc/>
    public Task ReadAsync(IPartitionOutput output, CancellationToken cancellationToken) => Task.FromException(
        page.LookUpFailure is { HeldUntil: { } until } held ? new PartitionDeferredException(until, $"{page} could not be looked up: {held.Message}", held)
        : page.LookUpFailure is { } failure
            ? accessLoss.Fail(page.Id, GraphFailures.ToConnectorException(failure, $"{page} could not be looked up, after {failure.Attempts} attempt(s)"))
            : accessLoss.Decide(new PageLostException($"{page} can't be read: it {page.Reason}", page.Cause), new ReadFailureDetails(page.Id, page.Cause?.Error)));
}
