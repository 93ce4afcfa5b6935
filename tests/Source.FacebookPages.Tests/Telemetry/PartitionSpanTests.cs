using System.Diagnostics;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Source.FacebookPages.Telemetry;

namespace Source.FacebookPages.Tests.Telemetry;

public sealed class PartitionSpanTests
{
    public static TheoryData<Exception, string, ActivityStatusCode, string?> Ends => new()
    {
        { new ConnectorException(FailureType.TransientError, "with a secret"), "failed", ActivityStatusCode.Error, "with a ****" },
        { new PartitionSkippedException("with a secret"), "skipped", ActivityStatusCode.Unset, null },
        { new OperationCanceledException("with a secret"), "stopped", ActivityStatusCode.Unset, null },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void A_failure_says_why_without_its_secrets_and_what_is_no_failure_is_no_error(Exception exception, string outcome, ActivityStatusCode status, string? text)
    {
        using var activity = new Activity("read pages").Start();
        using (var span = new PartitionSpan(activity, message => message.Replace("secret", "****", StringComparison.Ordinal)))
        {
            span.Failed(exception);
        }

        Assert.Equal((outcome, status, text), (activity.GetTagItem("outcome"), activity.Status, activity.StatusDescription));
        Assert.True(activity.Duration > TimeSpan.Zero);
    }
}
