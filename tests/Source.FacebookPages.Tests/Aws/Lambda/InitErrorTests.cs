using Airbyte.Cdk;
using Airbyte.Protocol;
using Microsoft.Extensions.Logging;
using Source.FacebookPages.Aws.Lambda;
using Source.FacebookPages.Tests.Story;
using TestKit;

namespace Source.FacebookPages.Tests.Aws.Lambda;

public class InitErrorTests
{
    private readonly RecordedLog _log = new();

    [Fact]
    public async Task A_failure_before_the_first_invocation_is_told_to_Lambda_without_secrets()
    {
        await using var server = await RuntimeApiServer.StartAsync();

        Assert.Equal(1, await FailAsync(server, new InvalidOperationException("No EAABsecret here.")));

        var error = await server.InitError.WaitAsync(LambdaStory.Patience, TestContext.Current.CancellationToken);
        Assert.Equal("A defect of the connector ended the start (InvalidOperationException: No **** here.). Please report it together with the log.", error.Message);
        Assert.Equal("Function.InvalidOperationException", error.TypeHeader);
        Assert.DoesNotContain(LambdaStory.Secret, string.Join('\n', error.StackTrace.Concat(_log.Texts(LogLevel.Critical))), StringComparison.Ordinal);
        Assert.Contains("No **** here.", Assert.Single(_log.Texts(LogLevel.Critical)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "HTTP 403")]
    [InlineData(500, "HTTP 500")]
    [InlineData(RuntimeApiServer.CutOff, "can't be reached")]
    public async Task When_Lambda_does_not_listen_the_log_has_both(int status, string sentence)
    {
        await using var server = await RuntimeApiServer.StartAsync();
        for (var attempt = 0; attempt < 20; attempt++)
        {
            server.Fail("init/error", status);
        }

        Assert.Equal(1, await FailAsync(server, new ConnectorException(FailureType.ConfigError, "Set the variable.")));

        Assert.StartsWith("Set the variable.", Assert.Single(_log.Texts(LogLevel.Critical)), StringComparison.Ordinal);
        Assert.Contains(sentence, Assert.Single(_log.Texts(LogLevel.Error)), StringComparison.Ordinal);
    }

    private async Task<int> FailAsync(RuntimeApiServer server, Exception exception)
    {
        using var api = new RuntimeApi(server.Authority);
        return await LambdaRuntime.FailInitAsync(api, exception, LambdaStory.Redact, _log);
    }
}
