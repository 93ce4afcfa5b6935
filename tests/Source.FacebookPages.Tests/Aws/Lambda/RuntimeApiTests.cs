using Airbyte.Cdk;
using Airbyte.Protocol;
using Source.FacebookPages.Aws.Lambda;

namespace Source.FacebookPages.Tests.Aws.Lambda;

public class RuntimeApiTests
{
    [Theory]
    [InlineData("127.0.0.1:9001")]
    [InlineData("localhost:80")]
    [InlineData("[::1]:9001")]
    [InlineData("sandbox.internal")]
    public void Its_address_is_a_host_and_a_port(string authority)
    {
        using var api = new RuntimeApi(authority);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("127.0.0.1:port")]
    [InlineData("127.0.0.1:9001/EAABsecret")]
    [InlineData("http://127.0.0.1:9001")]
    [InlineData("EAABsecret@127.0.0.1")]
    [InlineData("127.0.0.1:9001?EAABsecret")]
    public void Any_other_address_is_a_mistake_that_names_the_variable(string authority)
    {
        var exception = Assert.Throws<ConnectorException>(() => new RuntimeApi(authority));

        Assert.Equal(FailureType.ConfigError, exception.FailureType);
        Assert.StartsWith("AWS_LAMBDA_RUNTIME_API must be a host and a port", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("EAAB", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_frozen_process_misses_no_time_limit()
    {
        using var client = RuntimeApi.CreateClient(new Uri("http://127.0.0.1"));
        using var handler = RuntimeApi.CreateHandler();

        Assert.Equal(Timeout.InfiniteTimeSpan, client.Timeout);
        Assert.Equal(Timeout.InfiniteTimeSpan, handler.ConnectTimeout);
        Assert.Equal(Timeout.InfiniteTimeSpan, handler.PooledConnectionIdleTimeout);
        Assert.Equal(Timeout.InfiniteTimeSpan, handler.PooledConnectionLifetime);
    }

    [Fact]
    public void The_machine_s_proxy_is_not_used()
    {
        using var handler = RuntimeApi.CreateHandler();

        Assert.False(handler.UseProxy);
        Assert.Null(handler.Proxy);
    }
}
