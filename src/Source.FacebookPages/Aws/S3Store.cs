using System.Net;
using System.Runtime.InteropServices;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Amazon.S3;
using Amazon.S3.Model;
using Polly;
using Polly.Retry;
using Source.FacebookPages.Storage;

namespace Source.FacebookPages.Aws;

/// <summary>
/// Objects in a bucket of Amazon S3, or of a server that speaks its protocol and honours conditional writes
/// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html). A version is an ETag. Nothing is asked of AWS before the first call.
/// </summary>
internal sealed class S3Store : IObjectStore
{
    private const string WriteId = "write-id";
    private const int BodyAndConflictRetries = 5;

    private readonly StorageAddress _address;
    private readonly string _bucket;
    private readonly Lazy<Task<AmazonS3Client>> _client;
    private readonly ResiliencePipeline _retries;
    private AmazonS3Client? _made;

    /// <summary>Objects below an address.</summary>
    /// <param name="address">An address with a bucket.</param>
    /// <param name="settings">What it takes from its surroundings.</param>
    public S3Store(StorageAddress address, AwsSettings settings)
    {
        _address = address;
        _bucket = address.Bucket ?? throw new ArgumentException("The address has no bucket.", nameof(address));
        // The chain of credentials blocks while it asks other machines.
        _client = new(() => Task.Run(() => _made = S3Clients.Create(settings, address)));
        _retries = new ResiliencePipelineBuilder { TimeProvider = settings.Time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = arguments => ValueTask.FromResult(IsForAnotherTry(arguments.Outcome.Exception)),
                MaxRetryAttempts = BodyAndConflictRetries,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(100),
                UseJitter = true,
                Randomizer = settings.Chance,
            })
            .Build();
    }

    /// <inheritdoc/>
    public string AddressOf(string key) => _address.UriOf(key);

    /// <inheritdoc/>
    public Task<StoredObject?> ReadAsync(string key, CancellationToken cancellationToken) => CallAsync(
        $"{AddressOf(key)} could not be read",
        "s3:GetObject",
        async (client, token) => (await GetAsync(client, key, token))?.Object,
        cancellationToken);

    /// <inheritdoc/>
    public Task WriteAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => CallAsync(
        $"{AddressOf(key)} could not be written",
        "s3:PutObject",
        (client, token) => PutAsync(client, NewPut(key), content, token),
        cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> TryReplaceAsync(string key, ReadOnlyMemory<byte> content, string? expectedVersion, CancellationToken cancellationToken)
    {
        // Tells this very write from one of the same content by somebody else.
        var writeId = Guid.NewGuid().ToString("N");
        try
        {
            // A write that succeeded, whose answer was lost, and that the SDK then tried again, fails for having succeeded.
            return await TryPutAsync(key, content, expectedVersion, writeId, cancellationToken) || await WasWrittenAsync(key, writeId, cancellationToken);
        }
        catch (ConnectorException failure) when (failure.FailureType == FailureType.TransientError)
        {
            // The last answer may have been lost, too.
            if (await WasSurelyWrittenAsync(key, writeId, cancellationToken))
            {
                return true;
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string key, CancellationToken cancellationToken) => CallAsync(
        $"{AddressOf(key)} could not be deleted",
        "s3:DeleteObject",
        async (client, token) =>
        {
            try
            {
                await client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = _bucket, Key = _address.KeyOf(key) }, token);
                return true;
            }
            catch (AmazonS3Exception exception) when (exception.ErrorCode == "NoSuchKey")
            {
                return false;
            }
        },
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _made?.Dispose();

    // What the SDK does not try again by itself: a body that broke off after its head, and writers that got into each other's way.
    private static bool IsForAnotherTry(Exception? exception) =>
        exception is IOException or AmazonS3Exception { StatusCode: HttpStatusCode.Conflict, ErrorCode: "ConditionalRequestConflict" or "OperationAborted" };

    private Task<bool> TryPutAsync(string key, ReadOnlyMemory<byte> content, string? expectedVersion, string writeId, CancellationToken cancellationToken) => CallAsync(
        $"{AddressOf(key)} could not be written",
        "s3:PutObject",
        (client, token) =>
        {
            var request = NewPut(key);
            request.IfMatch = expectedVersion;
            request.IfNoneMatch = expectedVersion is null ? "*" : null;
            request.Metadata[WriteId] = writeId;
            return PutAsync(client, request, content, token);
        },
        cancellationToken);

    private Task<bool> WasWrittenAsync(string key, string writeId, CancellationToken cancellationToken) => CallAsync(
        $"{AddressOf(key)} could not be read to see whether it was written",
        "s3:GetObject",
        async (client, token) => (await GetAsync(client, key, token))?.WriteId == writeId,
        cancellationToken);

    private async Task<bool> WasSurelyWrittenAsync(string key, string writeId, CancellationToken cancellationToken)
    {
        try
        {
            return await WasWrittenAsync(key, writeId, cancellationToken);
        }
        catch (ConnectorException)
        {
            // The failure to write says more.
            return false;
        }
    }

    private PutObjectRequest NewPut(string key) => new()
    {
        BucketName = _bucket,
        Key = _address.KeyOf(key),
        AutoCloseStream = false,
        // Signed in one piece: servers that don't know the frames of the other form would store them.
        UseChunkEncoding = false,
    };

    private async Task<T> CallAsync<T>(string what, string action, Func<AmazonS3Client, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            var client = await _client.Value.WaitAsync(cancellationToken);
            return await _retries.ExecuteAsync(async token => await call(client, token), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            throw S3Failures.Of(exception, what, _bucket, action);
        }
    }

    // False when the object is not what the request's condition says.
    private static async Task<bool> PutAsync(AmazonS3Client client, PutObjectRequest request, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var body = MemoryMarshal.TryGetArray(content, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(content.ToArray(), writable: false);
        request.InputStream = body;
        try
        {
            await client.PutObjectAsync(request, cancellationToken);
            return true;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            return false;
        }
        catch (AmazonS3Exception exception) when (request.IfMatch is not null && exception.ErrorCode == "NoSuchKey")
        {
            // Somebody has removed it meanwhile.
            return false;
        }
    }

    private async Task<(StoredObject Object, string? WriteId)?> GetAsync(AmazonS3Client client, string key, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetObjectAsync(new GetObjectRequest { BucketName = _bucket, Key = _address.KeyOf(key) }, cancellationToken);
            using var body = new MemoryStream(answer.ContentLength > 0 ? (int)answer.ContentLength : 0);
            await answer.ResponseStream.CopyToAsync(body, cancellationToken);
            return body.Length < answer.ContentLength
                ? throw new IOException("The body is shorter than its head said.")
                : (new StoredObject(body.ToArray(), answer.ETag), answer.Metadata[WriteId]);
        }
        catch (AmazonS3Exception exception) when (exception.ErrorCode == "NoSuchKey")
        {
            return null;
        }
    }
}
