using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Source.FacebookPages.Storage;

namespace Source.FacebookPages.Aws;

/// <summary>
/// Keeps objects in a bucket of S3, or of a service that speaks its protocol. Conditional writes rely on <c>If-Match</c> and <c>If-None-Match</c>, which Amazon S3 honours
/// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html); some other services take them and ignore them.
/// </summary>
internal sealed class S3Store : IObjectStore
{
    private const int Retries = 5;
    private const int MostConflicts = 10;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ConflictWait = TimeSpan.FromMilliseconds(100);

    private readonly StorageAddress _address;
    private readonly AwsSettings _settings;
    private readonly TimeProvider _time;
    private readonly Lazy<AmazonS3Client> _client;

    /// <summary>Creates a store; nothing is asked of AWS before the first call.</summary>
    public S3Store(StorageAddress address, AwsSettings settings, TimeProvider time)
    {
        _address = address;
        _settings = settings;
        _time = time;
        _client = new Lazy<AmazonS3Client>(Connect);
    }

    /// <inheritdoc/>
    public string AddressOf(string key) => _address.UriOf(key);

    /// <inheritdoc/>
    public Task<StoredObject?> ReadAsync(string key, CancellationToken cancellationToken) => S3Failures.GuardAsync(AddressOf(key), "read", "s3:GetObject", async () =>
    {
        try
        {
            using var found = await _client.Value.GetObjectAsync(_address.Bucket, _address.KeyOf(key), cancellationToken);
            using var content = new MemoryStream();
            await found.ResponseStream.CopyToAsync(content, cancellationToken);
            return new StoredObject(content.ToArray(), found.ETag);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound && exception.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
    });

    /// <inheritdoc/>
    public Task WriteAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => S3Failures.GuardAsync(AddressOf(key), "written", "s3:PutObject", async () =>
    {
        await PutAsync(Request(key), content, cancellationToken);
        return true;
    });

    /// <inheritdoc/>
    public Task<bool> TryReplaceAsync(string key, ReadOnlyMemory<byte> content, string? expectedVersion, CancellationToken cancellationToken) =>
        S3Failures.GuardAsync(AddressOf(key), "written", "s3:PutObject", async () =>
        {
            for (var conflicts = 0; ; conflicts++)
            {
                try
                {
                    var request = Request(key);
                    request.IfMatch = expectedVersion;
                    request.IfNoneMatch = expectedVersion is null ? "*" : null;
                    await PutAsync(request, content, cancellationToken);
                    return true;
                }
                catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.PreconditionFailed)
                {
                    // A try whose answer got lost is repeated by the SDK, and then meets what it has written itself.
                    return await ReadAsync(key, cancellationToken) is { } stored && stored.Content.Span.SequenceEqual(content.Span);
                }
                catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound && exception.ErrorCode != "NoSuchBucket" && expectedVersion is not null)
                {
                    return false;
                }
                catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.Conflict && conflicts < MostConflicts)
                {
                    // Another write of the same key is under way, and nobody knows yet who wins.
                    await Task.Delay(ConflictWait * (conflicts + 1), _time, cancellationToken);
                }
            }
        });

    /// <inheritdoc/>
    public Task DeleteAsync(string key, CancellationToken cancellationToken) => S3Failures.GuardAsync(AddressOf(key), "removed", "s3:DeleteObject", async () =>
    {
        await _client.Value.DeleteObjectAsync(_address.Bucket, _address.KeyOf(key), cancellationToken);
        return true;
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    private PutObjectRequest Request(string key) => new()
    {
        BucketName = _address.Bucket,
        Key = _address.KeyOf(key),
        ContentType = key.EndsWith(".gz", StringComparison.Ordinal) ? "application/gzip" : "application/json",
        // Signature frames inside the body are understood by S3 alone.
        UseChunkEncoding = false,
    };

    private async Task PutAsync(PutObjectRequest request, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream(content.ToArray(), writable: false);
        request.InputStream = body;
        await _client.Value.PutObjectAsync(request, cancellationToken);
    }

    private AmazonS3Client Connect()
    {
        var region = _settings.Region(wished: null);
        var config = new AmazonS3Config
        {
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = Retries,
            Timeout = Timeout,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (_settings.Endpoint("S3") is { } endpoint)
        {
            config.ServiceURL = endpoint;
            config.AuthenticationRegion = region ?? "us-east-1";
            // A host that is not Amazon's has no names for buckets.
            config.ForcePathStyle = true;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region ?? throw S3Failures.NoRegion(_address.ToString()));
        }

        return new AmazonS3Client(_settings.Credentials(), config);
    }
}
