using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace TestKit.Aws;

/// <summary>A real S3 server of a third party for tests: s3rver, behind a proxy that honours conditional writes and shows faults.</summary>
public sealed class S3Server : IAsyncDisposable
{
    /// <summary>The access key, and the secret key, that the server takes.</summary>
    public const string AccessKey = "S3RVER";

    private readonly S3rver _s3rver;
    private readonly S3Proxy _proxy;
    private readonly AmazonS3Client _client;
    private int _buckets;

    private S3Server(S3rver s3rver, S3Proxy proxy)
    {
        _s3rver = s3rver;
        _proxy = proxy;
        // Goes past the proxy, so that looking at what is there meets no fault.
        var config = new AmazonS3Config
        {
            ServiceURL = s3rver.Address.AbsoluteUri,
            ForcePathStyle = true,
            AuthenticationRegion = "us-east-1",
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        _client = new AmazonS3Client(new BasicAWSCredentials(AccessKey, AccessKey), config);
    }

    /// <summary>Where the connector reaches it.</summary>
    public Uri Address => _proxy.Address;

    /// <summary>The requests that came in, in order.</summary>
    public IReadOnlyList<S3Call> Calls => _proxy.Calls;

    /// <summary>The environment variables that lead a process here.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AWS_ENDPOINT_URL_S3"] = Address.AbsoluteUri,
        ["AWS_ACCESS_KEY_ID"] = AccessKey,
        ["AWS_SECRET_ACCESS_KEY"] = AccessKey,
        ["AWS_REGION"] = "us-east-1",
    };

    /// <summary>Why it can't run on this machine, or null. A CI run has to treat that as a failure.</summary>
    public static string? Missing() => S3rver.Missing();

    /// <summary>Starts it; the first start on a machine installs it.</summary>
    public static async Task<S3Server> StartAsync()
    {
        var s3rver = await S3rver.StartAsync();
        return new S3Server(s3rver, await S3Proxy.StartAsync(s3rver.Address));
    }

    /// <summary>Makes a bucket that nobody else has, and answers its name.</summary>
    public async Task<string> NewBucketAsync()
    {
        var name = $"test-bucket-{Interlocked.Increment(ref _buckets)}";
        await _client.PutBucketAsync(new PutBucketRequest { BucketName = name });
        return name;
    }

    /// <summary>Lets a request go wrong, once for each time given; the first fault that fits is taken.</summary>
    /// <param name="matches">Which request.</param>
    /// <param name="fault">What happens to it.</param>
    /// <param name="times">How many of them.</param>
    public void Break(Func<S3Call, bool> matches, S3Fault fault, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            _proxy.Add(matches, fault);
        }
    }

    /// <summary>The keys in a bucket that begin with a prefix, sorted.</summary>
    public async Task<IReadOnlyList<string>> KeysAsync(string bucket, string prefix = "")
    {
        List<string> keys = [];
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix };
        ListObjectsV2Response page;
        do
        {
            page = await _client.ListObjectsV2Async(request);
            keys.AddRange((page.S3Objects ?? []).Select(found => found.Key));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
        keys.Sort(StringComparer.Ordinal);
        return keys;
    }

    /// <summary>The content of an object, or null.</summary>
    public async Task<byte[]?> ContentAsync(string bucket, string key)
    {
        try
        {
            using var answer = await _client.GetObjectAsync(bucket, key);
            using var body = new MemoryStream();
            await answer.ResponseStream.CopyToAsync(body);
            return body.ToArray();
        }
        catch (AmazonS3Exception exception) when (exception.ErrorCode == "NoSuchKey")
        {
            return null;
        }
    }

    /// <summary>All objects of a bucket, by URI.</summary>
    public async Task<IReadOnlyDictionary<string, byte[]>> ObjectsAsync(string bucket)
    {
        var objects = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var key in await KeysAsync(bucket))
        {
            objects.Add($"s3://{bucket}/{key}", (await ContentAsync(bucket, key))!);
        }

        return objects;
    }

    /// <summary>Puts an object.</summary>
    public async Task PutAsync(string bucket, string key, byte[] content)
    {
        using var body = new MemoryStream(content);
        await _client.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, InputStream = body, UseChunkEncoding = false });
    }

    /// <summary>Removes an object.</summary>
    public Task DeleteAsync(string bucket, string key) => _client.DeleteObjectAsync(bucket, key);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _proxy.DisposeAsync();
        await _s3rver.DisposeAsync();
    }
}
