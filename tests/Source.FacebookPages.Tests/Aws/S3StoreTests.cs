using System.Text;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Amazon.Runtime;
using Source.FacebookPages.Aws;
using Source.FacebookPages.Storage;
using TestKit.Aws;

namespace Source.FacebookPages.Tests.Aws;

/// <summary>What a store in S3 does when S3 is not at its best, and when nobody let it in.</summary>
public sealed class S3StoreTests(S3Fixture s3) : IClassFixture<S3Fixture>
{
    private static readonly byte[] Ours = Encoding.UTF8.GetBytes("""[{"type": "STREAM"}]""");
    private static readonly byte[] Theirs = Encoding.UTF8.GetBytes("""[{"type": "STREAM", "by": "somebody else"}]""");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_object_lies_under_the_prefix_as_it_was_written()
    {
        var (store, bucket) = await s3.NewStoreAsync();
        using (store)
        {
            await store.WriteAsync("run/part.jsonl.gz", Ours, Cancellation);
            Assert.Equal(["a prefix/deep/run/part.jsonl.gz"], await s3.Server.KeysAsync(bucket));
            Assert.Equal(Ours, await s3.Server.ContentAsync(bucket, "a prefix/deep/run/part.jsonl.gz"));
            Assert.Equal($"s3://{bucket}/a prefix/deep/run/part.jsonl.gz", store.AddressOf("run/part.jsonl.gz"));
        }
    }

    [Fact]
    public async Task A_first_write_whose_answer_is_lost_has_won()
    {
        var (store, bucket) = await s3.NewStoreAsync();
        using (store)
        {
            s3.Server.Break(On("PUT", bucket), new S3Fault.LostAnswer());
            Assert.True(await store.TryReplaceAsync("state.json", Ours, expectedVersion: null, Cancellation));
            Assert.Equal(2, Count("PUT", bucket));
            Assert.Equal(Ours, await s3.Server.ContentAsync(bucket, "a prefix/deep/state.json"));
        }
    }

    [Fact]
    public async Task A_replacement_whose_answer_is_lost_has_won()
    {
        var (store, bucket) = await s3.NewStoreAsync();
        using (store)
        {
            await store.WriteAsync("state.json", Theirs, Cancellation);
            var read = await store.ReadAsync("state.json", Cancellation);
            s3.Server.Break(On("PUT", bucket), new S3Fault.LostAnswer());
            Assert.True(await store.TryReplaceAsync("state.json", Ours, read!.Version, Cancellation));
        }
    }

    [Fact]
    public async Task A_write_whose_every_answer_is_lost_has_won()
    {
        var (store, bucket) = await s3.NewStoreAsync(s3.Settings with { MaxRetries = 0 });
        using (store)
        {
            s3.Server.Break(On("PUT", bucket), new S3Fault.LostAnswer());
            Assert.True(await store.TryReplaceAsync("state.json", Ours, expectedVersion: null, Cancellation));
        }
    }

    [Fact]
    public async Task A_write_that_never_arrives_has_failed_and_not_lost()
    {
        var (store, bucket) = await s3.NewStoreAsync(s3.Settings with { MaxRetries = 0 });
        using (store)
        {
            s3.Server.Break(On("PUT", bucket), new S3Fault.Refusal(500, "InternalError"));
            var failure = await Assert.ThrowsAsync<ConnectorException>(() => store.TryReplaceAsync("state.json", Ours, expectedVersion: null, Cancellation));
            Assert.Equal(FailureType.TransientError, failure.FailureType);
            Assert.Equal($"s3://{bucket}/a prefix/deep/state.json could not be written: AWS answered InternalError (HTTP 500) again and again. Try again later.", failure.Message);
        }
    }

    [Fact]
    public async Task A_write_that_lost_is_not_taken_for_a_lost_answer_though_the_contents_are_the_same()
    {
        var (store, bucket) = await s3.NewStoreAsync();
        using (store)
        {
            s3.Server.Break(On("PUT", bucket), new S3Fault.Intrusion(() => s3.Server.PutAsync(bucket, "a prefix/deep/state.json", Ours)));
            Assert.False(await store.TryReplaceAsync("state.json", Ours, expectedVersion: null, Cancellation));
        }
    }

    [Fact]
    public async Task A_write_that_came_second_changes_nothing()
    {
        var (store, bucket) = await s3.NewStoreAsync();
        using (store)
        {
            await store.WriteAsync("state.json", Ours, Cancellation);
            var read = await store.ReadAsync("state.json", Cancellation);
            s3.Server.Break(On("PUT", bucket), new S3Fault.Intrusion(() => s3.Server.PutAsync(bucket, "a prefix/deep/state.json", Theirs)));
            Assert.False(await store.TryReplaceAsync("state.json", Ours, read!.Version, Cancellation));
            Assert.Equal(Theirs, await s3.Server.ContentAsync(bucket, "a prefix/deep/state.json"));
        }
    }

    [Fact]
    public async Task Writers_that_get_into_each_others_way_try_again()
    {
        var (store, bucket) = await s3.NewStoreAsync();
        using (store)
        {
            s3.Server.Break(On("PUT", bucket), new S3Fault.Refusal(409, "ConditionalRequestConflict"), times: 3);
            Assert.True(await store.TryReplaceAsync("state.json", Ours, expectedVersion: null, Cancellation));
            Assert.Equal(4, Count("PUT", bucket));
        }
    }

    [Fact]
    public async Task A_server_that_asks_to_slow_down_is_asked_again()
    {
        var (store, bucket) = await s3.NewStoreAsync();
        using (store)
        {
            s3.Server.Break(On("PUT", bucket), new S3Fault.Refusal(503, "SlowDown"), times: 2);
            await store.WriteAsync("part", Ours, Cancellation);
            Assert.Equal(Ours, await s3.Server.ContentAsync(bucket, "a prefix/deep/part"));
            Assert.Equal(3, Count("PUT", bucket));
        }
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_read_again()
    {
        var (store, bucket) = await s3.NewStoreAsync();
        using (store)
        {
            // So large that the head has been read, and the SDK is done, when the body breaks off.
            var content = new byte[20_000_000];
            new Random(7).NextBytes(content);
            await store.WriteAsync("state.json", content, Cancellation);
            s3.Server.Break(On("GET", bucket), new S3Fault.BrokenBody(), times: 2);
            var read = await store.ReadAsync("state.json", Cancellation);
            Assert.True(read!.Content.Span.SequenceEqual(content));
            Assert.Equal(3, Count("GET", bucket));
        }
    }

    [Fact]
    public async Task Whoever_may_not_is_told_which_action_to_allow()
    {
        var (store, bucket) = await s3.NewStoreAsync();
        using (store)
        {
            var denial = new S3Fault.Refusal(403, "AccessDenied", "User: arn:aws:sts::123456789012:assumed-role/loader/x is not authorized to perform: s3:PutObject");
            s3.Server.Break(call => call.Path.StartsWith($"/{bucket}/", StringComparison.Ordinal), denial, times: 4);
            var read = await FailureAsync(() => store.ReadAsync("state.json", Cancellation));
            var write = await FailureAsync(() => store.WriteAsync("part", Ours, Cancellation));
            var replace = await FailureAsync(() => store.TryReplaceAsync("state.json", Ours, expectedVersion: null, Cancellation));
            var delete = await FailureAsync(() => store.DeleteAsync("part", Cancellation));

            Assert.Equal(
                $"s3://{bucket}/a prefix/deep/state.json could not be read: access was denied. Allow s3:GetObject on it, in the role's policy and, where there is one, the bucket's. "
                + $"Also allow s3:ListBucket on the bucket {bucket}: without it S3 denies reading an object that is not there, instead of saying so.",
                read.Message);
            Assert.Equal(
                $"s3://{bucket}/a prefix/deep/part could not be written: access was denied. Allow s3:PutObject on it, in the role's policy and, where there is one, the bucket's.", write.Message);
            Assert.Contains("s3:PutObject", replace.Message, StringComparison.Ordinal);
            Assert.Contains("s3:DeleteObject", delete.Message, StringComparison.Ordinal);
            Assert.All([read, write, replace, delete], failure => Assert.Equal(FailureType.ConfigError, failure.FailureType));
            Assert.Contains("assumed-role/loader", write.InternalMessage, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Whoever_may_not_use_the_key_is_told_so()
    {
        var (store, bucket) = await s3.NewStoreAsync();
        using (store)
        {
            var denial = new S3Fault.Refusal(403, "AccessDenied", "User: arn:aws:iam::123456789012:user/a is not authorized to perform: kms:GenerateDataKey on resource: arn:aws:kms:…");
            s3.Server.Break(On("PUT", bucket), denial);
            s3.Server.Break(On("GET", bucket), denial);
            Assert.Contains("Allow kms:GenerateDataKey on the key", (await FailureAsync(() => store.WriteAsync("part", Ours, Cancellation))).Message, StringComparison.Ordinal);
            Assert.Contains("Allow kms:Decrypt on the key", (await FailureAsync(() => store.ReadAsync("part", Cancellation))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_named()
    {
        using var store = new S3Store(StorageAddress.TryParse("s3://no-such-bucket/x")!, s3.Settings);
        var read = await FailureAsync(() => store.ReadAsync("state.json", Cancellation));
        var write = await FailureAsync(() => store.TryReplaceAsync("state.json", Ours, expectedVersion: null, Cancellation));
        Assert.Equal("s3://no-such-bucket/x/state.json could not be read: there is no bucket no-such-bucket. Create it, or correct the address.", read.Message);
        Assert.Equal(FailureType.ConfigError, write.FailureType);
        Assert.Contains("there is no bucket no-such-bucket", write.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_secret_key_is_a_mistake_that_shows_no_secret()
    {
        var settings = s3.Settings with { Credentials = () => new SessionAWSCredentials(S3Server.AccessKey, "WrongSecretKey/1234567890", "TheSessionToken1234567890") };
        var (store, _) = await s3.NewStoreAsync(settings);
        using (store)
        {
            var failure = await FailureAsync(() => store.WriteAsync("part", Ours, Cancellation));
            Assert.Equal(FailureType.ConfigError, failure.FailureType);
            Assert.Contains("AWS rejected the signature", failure.Message, StringComparison.Ordinal);
            var all = failure + failure.InternalMessage;
            Assert.DoesNotContain("WrongSecretKey", all, StringComparison.Ordinal);
            Assert.DoesNotContain("TheSessionToken", all, StringComparison.Ordinal);
            Assert.DoesNotContain(S3Server.AccessKey, all, StringComparison.Ordinal);
            Assert.DoesNotContain("AWS4-HMAC", all, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(301, "PermanentRedirect", "another region")]
    [InlineData(400, "AuthorizationHeaderMalformed", "another region")]
    [InlineData(400, "ExpiredToken", "have expired")]
    [InlineData(403, "InvalidAccessKeyId", "does not know the access key")]
    [InlineData(403, "RequestTimeTooSkewed", "the clock of this machine")]
    [InlineData(405, "MethodNotAllowed", "AWS refused with MethodNotAllowed (HTTP 405)")]
    public async Task A_refusal_has_its_remedy(int status, string code, string text)
    {
        var (store, bucket) = await s3.NewStoreAsync(s3.Settings with { MaxRetries = 0 });
        using (store)
        {
            s3.Server.Break(On("PUT", bucket), new S3Fault.Refusal(status, code));
            var failure = await FailureAsync(() => store.WriteAsync("part", Ours, Cancellation));
            Assert.Equal(FailureType.ConfigError, failure.FailureType);
            Assert.Contains(text, failure.Message, StringComparison.Ordinal);
            Assert.StartsWith($"s3://{bucket}/a prefix/deep/part could not be written: ", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_passing_fault()
    {
        var gone = await LoopbackHttp.StartAsync(_ => Task.CompletedTask);
        await gone.DisposeAsync();
        using var store = StoreWith(name => name == "AWS_ENDPOINT_URL" ? gone.Address.AbsoluteUri : null);
        var failure = await FailureAsync(() => store.ReadAsync("state.json", Cancellation));
        Assert.Equal(FailureType.TransientError, failure.FailureType);
        Assert.Equal(
            "s3://bucket/x/state.json could not be read: the service could not be reached (ConnectionRefused). Check the network, the region and AWS_ENDPOINT_URL, or try again later.", failure.Message);
    }

    [Fact]
    public async Task The_endpoint_of_S3_goes_before_the_endpoint_of_all()
    {
        var (store, bucket) = await s3.NewStoreAsync(s3.Settings with
        {
            Environment = name => name switch { "AWS_ENDPOINT_URL_S3" => s3.Server.Address.AbsoluteUri, "AWS_ENDPOINT_URL" => "http://127.0.0.1:1/", _ => null },
        });
        using (store)
        {
            await store.WriteAsync("part", Ours, Cancellation);
            Assert.Equal(Ours, await s3.Server.ContentAsync(bucket, "a prefix/deep/part"));
        }
    }

    [Fact]
    public async Task An_endpoint_that_is_none_is_a_mistake_that_is_not_repeated()
    {
        using var store = StoreWith(name => name == "AWS_ENDPOINT_URL_S3" ? "user:password@host" : null);
        var failure = await FailureAsync(() => store.ReadAsync("state.json", Cancellation));
        Assert.Equal("The environment variable AWS_ENDPOINT_URL_S3 must be the http or https address of a service, or absent.", failure.Message);
        Assert.Equal(FailureType.ConfigError, failure.FailureType);
    }

    [Fact]
    public async Task Without_credentials_it_says_where_it_looked()
    {
        using var store = new S3Store(
            StorageAddress.TryParse("s3://bucket/x")!,
            s3.Settings with { Credentials = () => throw new AmazonClientException("Failed to resolve AWS credentials. Something secret.") });
        var failure = await FailureAsync(() => store.ReadAsync("state.json", Cancellation));
        Assert.Equal(FailureType.ConfigError, failure.FailureType);
        Assert.StartsWith("s3://bucket/x could not be opened: no AWS credentials were found. Looked for, in this order: environment variables", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Something secret", failure + failure.InternalMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_region_it_asks_for_one()
    {
        using var store = StoreWith(_ => null);
        var failure = await FailureAsync(() => store.ReadAsync("state.json", Cancellation));
        Assert.Equal(
            "s3://bucket/x could not be opened: it is not known which AWS region to ask. Set the environment variable AWS_REGION to the region of the bucket.", failure.Message);
    }

    [Fact]
    public async Task A_region_that_is_none_is_a_mistake()
    {
        using var store = StoreWith(name => name == "AWS_REGION" ? "Frankfurt am Main" : null);
        var failure = await FailureAsync(() => store.ReadAsync("state.json", Cancellation));
        Assert.Equal("The environment variable AWS_REGION is not the name of a region such as eu-central-1.", failure.Message);
    }

    [Fact]
    public void Nothing_is_asked_before_the_first_call()
    {
        using var store = new S3Store(
            StorageAddress.TryParse("s3://bucket/x")!,
            new AwsSettings { Credentials = () => throw new InvalidOperationException("Asked."), Environment = _ => throw new InvalidOperationException("Asked.") });
        Assert.Equal("s3://bucket/x/key", store.AddressOf("key"));
    }

    private static S3Store StoreWith(Func<string, string?> environment) => new(
        StorageAddress.TryParse("s3://bucket/x")!,
        new AwsSettings { Environment = environment, Credentials = () => new BasicAWSCredentials("A", "B"), MachineRegion = () => null, MaxRetries = 0, Chance = () => 0 });

    private static Task<ConnectorException> FailureAsync(Func<Task> act) => Assert.ThrowsAsync<ConnectorException>(act);

    private static Func<S3Call, bool> On(string method, string bucket) => call => call.Method == method && call.Path.StartsWith($"/{bucket}/", StringComparison.Ordinal);

    private int Count(string method, string bucket) => s3.Server.Calls.Count(On(method, bucket));
}
