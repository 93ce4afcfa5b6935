using Amazon.Runtime;
using Source.FacebookPages.Aws;
using Source.FacebookPages.Storage;
using TestKit.Aws;

namespace Source.FacebookPages.Tests.Aws;

/// <summary>A class of tests shares one S3 server; where it can't run, its tests are skipped with the reason, and in CI they fail.</summary>
public sealed class S3Fixture : IAsyncLifetime
{
    private S3Server? _server;

    /// <summary>The server. Whoever wants it where it can't run is skipped; a fixture itself can't be.</summary>
    internal S3Server Server
    {
        get
        {
            if (S3Server.Missing() is { } reason)
            {
                Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", $"No S3 server can be started: {reason}.");
                Assert.Fail($"No S3 server can be started: {reason}.");
            }

            return _server!;
        }
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (S3Server.Missing() is null)
        {
            _server = await S3Server.StartAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    /// <summary>The surroundings that lead to the server; no other variable is set.</summary>
    internal AwsSettings Settings
    {
        get
        {
            // Taken here and not by the store, which would take a skip for a failure of its own.
            var environment = Server.Environment;
            return new AwsSettings
            {
                Environment = name => environment.GetValueOrDefault(name),
                Credentials = () => new BasicAWSCredentials(S3Server.AccessKey, S3Server.AccessKey),
                Chance = () => 0,
            };
        }
    }

    /// <summary>An empty store in a bucket of its own.</summary>
    internal async Task<(S3Store Store, string Bucket)> NewStoreAsync(AwsSettings? settings = null)
    {
        var bucket = await Server.NewBucketAsync();
        return (new S3Store(StorageAddress.TryParse($"s3://{bucket}/a prefix/deep")!, settings ?? Settings), bucket);
    }
}
