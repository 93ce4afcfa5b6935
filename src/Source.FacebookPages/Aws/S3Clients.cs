using Amazon.Runtime;
using Amazon.S3;
using Source.FacebookPages.Storage;

namespace Source.FacebookPages.Aws;

/// <summary>Makes the SDK's client of S3.</summary>
internal static class S3Clients
{
    private const string DefaultRegionOfOtherServers = "us-east-1";

    /// <summary>A client for an address. May ask other machines for credentials and the region.</summary>
    /// <exception cref="Airbyte.Cdk.ConnectorException">There are no credentials, or no region.</exception>
    public static AmazonS3Client Create(AwsSettings settings, StorageAddress address)
    {
        var what = $"{address} could not be opened";
        var config = new AmazonS3Config
        {
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = settings.MaxRetries,
            Timeout = TimeSpan.FromSeconds(60),
            ConnectTimeout = TimeSpan.FromSeconds(10),
            // TLS and the signed body guard the bytes; a checksum besides is what other servers don't know.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            DisableLogging = true,
        };
        if (settings.EndpointOf("S3") is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = settings.RegionOfEnvironment()?.SystemName ?? DefaultRegionOfOtherServers;
            // The name of a bucket is no host there.
            config.ForcePathStyle = true;
        }
        else
        {
            config.RegionEndpoint = settings.FindRegion() ?? throw AwsFailures.NoRegion(what, "Set the environment variable AWS_REGION to the region of the bucket.");
        }

        return new AmazonS3Client(settings.FindCredentials(what), config);
    }
}
