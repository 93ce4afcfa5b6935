using Amazon.Runtime;
using Source.FacebookPages.Aws;
using Source.FacebookPages.Storage;
using TestKit.Aws;

namespace Source.FacebookPages.Tests.Aws;

/// <summary>A class of tests shares one S3 server; where it can't run, its tests are skipped with the reason, and in CI they fail.</summary>
public sealed class S3Fixture : IAsyncLifetime
{
    /// <summary>The server.</summary>
    internal S3Server Server { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (S3Server.Missing() is { } reason)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", $"No S3 server can be started: {reason}.");
            Assert.Fail($"No S3 server can be started: {reason}.");
        }

        Server = await S3Server.StartAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }
    }

    /// <summary>The surroundings that lead to the server; no other variable is set.</summary>
    internal AwsSettings Settings => new()
    {
        Environment = name => Server.Environment.GetValueOrDefault(name),
        Credentials = () => new BasicAWSCredentials(S3Server.AccessKey, S3Server.AccessKey),
        Chance = () => 0,
    };

    /// <summary>An empty store in a bucket of its own.</summary>
    internal async Task<(S3Store Store, string Bucket)> NewStoreAsync(AwsSettings? settings = null)
    {
        var bucket = await Server.NewBucketAsync();
        return (new S3Store(StorageAddress.TryParse($"s3://{bucket}/a prefix/deep")!, settings ?? Settings), bucket);
    }
}
