using Airbyte.Cdk;
using Airbyte.Protocol;
using Facebook.Graph;
using Source.FacebookPages.Failures;
using Source.FacebookPages.Reporting;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.Failures;

public sealed class AccessLossTests
{
    private readonly RunReport _report = new();
    private readonly RecordedLog _log = new();

    private readonly PageLostException _lost = new(
        "Page 1 can't be read any more: (#10) …",
        new GraphException(GraphErrorKind.PermissionMissing, new GraphError { Message = "(#10) …", Code = 10, Subcode = 7, TraceId = "A1", HttpStatus = 400 }));

    [Fact]
    public void An_incremental_stream_is_skipped_with_one_warning_that_names_Page_and_code()
    {
        var exception = new AccessLoss(skip: true, isFullRefresh: false, _report, _log).Decide(_lost, new ReadFailureDetails("1", _lost.Error));

        var skipped = Assert.IsType<PartitionSkippedException>(exception);
        Assert.Same(_lost, skipped.InnerException);
        Assert.StartsWith("Page 1 can't be read any more: (#10) … The Page is skipped and its state kept", Assert.Single(_log.Warnings), StringComparison.Ordinal);
        Assert.Equal(["1"], _report.Skipped.Keys);
        Assert.Equal(0, _report.Failed);
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(false, true, false)]
    [InlineData(false, false, false)]
    public void A_full_refresh_or_a_wish_to_fail_makes_a_failure(bool skip, bool isFullRefresh, bool explains)
    {
        var failure = Assert.IsType<ConnectorException>(new AccessLoss(skip, isFullRefresh, _report, _log).Decide(_lost, new ReadFailureDetails("1", _lost.Error)));

        Assert.Equal(FailureType.ConfigError, failure.FailureType);
        Assert.Equal("page_id=1 code=10 subcode=7 fbtrace_id=A1", failure.InternalMessage);
        Assert.Equal(explains, failure.Message.Contains("use incremental", StringComparison.Ordinal));
        Assert.Empty(_log.Warnings);
        Assert.Empty(_report.Skipped);
        Assert.Equal(1, _report.Failed);
    }

    [Fact]
    public void A_loss_that_Facebook_said_nothing_about_has_no_code()
    {
        var failure = Assert.IsType<ConnectorException>(new AccessLoss(false, false, _report, _log).Decide(new PageLostException("No token.", null), new ReadFailureDetails("1", null)));

        Assert.Equal("page_id=1 code= subcode= fbtrace_id=", failure.InternalMessage);
    }
}
