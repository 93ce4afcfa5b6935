using Airbyte.Cdk;
using Airbyte.Protocol;
using Amazon.Runtime;
using Microsoft.AspNetCore.Http;
using Source.FacebookPages.Aws;
using Source.FacebookPages.Storage;
using Source.FacebookPages.Tests.Storage;
using TestKit;

namespace Source.FacebookPages.Tests.Aws;

/// <summary>The store against a real S3 server of a third party, with a proxy before it that honours conditions.</summary>
public sealed class S3StoreTests : IAsyncLifetime
{
    private S3Server _server = null!;

    public async ValueTask InitializeAsync()
    {
        var reason = await S3Server.ReasonToSkipAsync();
        Assert.SkipWhen(reason is not null, reason ?? "");
        _server = await S3Server.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("/deep/prefix")]
    public async Task It_keeps_the_contract(string prefix)
    {
        using var store = Open(prefix);

        await StoreContract.HoldAsync(store);
        Assert.Equal("\"second\"", $"\"{System.Text.Encoding.UTF8.GetString(_server.Objects()[$"s3://{S3Server.Bucket}{prefix}/a/b/one.json"])}\"");
    }

    [Fact]
    public async Task A_large_object_arrives_byte_for_byte()
    {
        using var store = Open("");
        var content = new byte[9_000_000];
        new Random(7).NextBytes(content);

        await store.WriteAsync("large.gz", content, TestContext.Current.CancellationToken);

        Assert.Equal(content, (await store.ReadAsync("large.gz", TestContext.Current.CancellationToken))!.Content.ToArray());
    }

    [Fact]
    public async Task A_write_whose_answer_got_lost_has_won_all_the_same()
    {
        using var store = Open("");
        _server.Proxy.Fail(S3Fault.LostAnswer, request => HttpMethods.IsPut(request.Method));

        Assert.True(await store.TryReplaceAsync("state.json", "mine"u8.ToArray(), null, TestContext.Current.CancellationToken));
        Assert.Contains(_server.Proxy.Journal, entry => entry.EndsWith("state.json 412", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_write_whose_answer_got_lost_and_that_another_has_replaced_is_not_taken_for_the_others()
    {
        using var store = Open("");
        await store.WriteAsync("state.json", "the other's"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.False(await store.TryReplaceAsync("state.json", "mine"u8.ToArray(), null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Overload_and_conflicts_are_waited_for()
    {
        using var store = Open("");
        _server.Proxy.Fail(S3Fault.SlowDown, times: 2);
        await store.WriteAsync("one", "1"u8.ToArray(), TestContext.Current.CancellationToken);
        _server.Proxy.Fail(S3Fault.Conflict, request => HttpMethods.IsPut(request.Method), times: 2);

        Assert.True(await store.TryReplaceAsync("state.json", "mine"u8.ToArray(), null, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("read", "s3:GetObject", "s3:ListBucket")]
    [InlineData("written", "s3:PutObject", "KMS")]
    [InlineData("removed", "s3:DeleteObject", "KMS")]
    public async Task A_missing_right_is_named(string done, string permission, string also)
    {
        using var store = Open("");
        _server.Proxy.Fail(S3Fault.AccessDenied, times: 20);

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => done switch
        {
            "read" => store.ReadAsync("x.json", TestContext.Current.CancellationToken),
            "written" => store.WriteAsync("x.json", new byte[1], TestContext.Current.CancellationToken),
            _ => store.DeleteAsync("x.json", TestContext.Current.CancellationToken),
        });

        Assert.Equal(FailureType.ConfigError, failure.FailureType);
        Assert.StartsWith($"s3://{S3Server.Bucket}/x.json cannot be {done}: access is denied (S3 says 403 AccessDenied", failure.Message, StringComparison.Ordinal);
        Assert.Contains(permission, failure.Message, StringComparison.Ordinal);
        Assert.Contains(also, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_that_does_not_exist_is_the_users_mistake()
    {
        using var store = new S3Store(StorageAddress.TryParse("s3://no-such-bucket/x")!, Settings(), TimeProvider.System);

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => store.ReadAsync("state.json", TestContext.Current.CancellationToken));

        Assert.Equal(FailureType.ConfigError, failure.FailureType);
        Assert.Contains("s3://no-such-bucket/x/state.json cannot be read: the bucket does not exist", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_credentials_are_told_without_them()
    {
        using var store = new S3Store(StorageAddress.TryParse("s3://" + S3Server.Bucket)!, Settings(new BasicAWSCredentials("AKIAOTHER", "othersecretkey")), TimeProvider.System);

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => store.ReadAsync("state.json", TestContext.Current.CancellationToken));

        Assert.Contains("does not accept the AWS credentials", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("othersecretkey", failure.Message + failure.InternalMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_credentials_are_told_with_the_remedy()
    {
        using var withoutCredentials = new S3Store(
            StorageAddress.TryParse("s3://" + S3Server.Bucket)!, new AwsSettings(name => _server.Variables.GetValueOrDefault(name), () => throw new AmazonClientException("Failed to resolve AWS credentials.")), TimeProvider.System);

        Assert.Contains("there are no AWS credentials", (await Assert.ThrowsAsync<ConnectorException>(() => withoutCredentials.ReadAsync("x", TestContext.Current.CancellationToken))).Message, StringComparison.Ordinal);
    }

    private S3Store Open(string prefix) => new(StorageAddress.TryParse($"s3://{S3Server.Bucket}{prefix}")!, Settings(), TimeProvider.System);

    private AwsSettings Settings(AWSCredentials? credentials = null) =>
        new(name => _server.Variables.GetValueOrDefault(name), () => credentials ?? new BasicAWSCredentials(S3Server.Key, S3Server.Key));
}
