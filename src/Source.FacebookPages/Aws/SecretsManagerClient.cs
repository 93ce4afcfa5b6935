using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.SecurityToken;
using Source.FacebookPages.Configuration;

namespace Source.FacebookPages.Aws;

/// <summary>
/// The one call of AWS Secrets Manager that is made, GetSecretValue (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html), in the place of the package
/// <c>AWSSDK.SecretsManager</c>. Credentials, regions and the signature are the SDK's.
/// </summary>
internal static class SecretsManagerClient
{
    /// <summary>The name under which the service is signed for, and its host's first part.</summary>
    internal const string Service = "secretsmanager";

    private const string Target = "secretsmanager.GetSecretValue";
    private const string ContentType = "application/x-amz-json-1.1";
    private const string DefaultRegionOfOtherServers = "us-east-1";

    /// <summary>
    /// The body of the answer, as JSON.
    /// </summary>
    /// <param name="reference">Which secret, and which version of it.</param>
    /// <param name="regionName">The region to ask; null to take the one of the ARN or of the surroundings.</param>
    /// <param name="settings">What it takes from its surroundings.</param>
    /// <param name="what">What can't be done if this fails, for messages.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AmazonServiceException">The service refused; another exception of the SDK or of the network tells of anything else.</exception>
    /// <exception cref="ConnectorException">There are no credentials, or no region.</exception>
    public static async Task<byte[]> GetSecretValueAsync(SecretReference reference, string? regionName, AwsSettings settings, string what, CancellationToken cancellationToken)
    {
        // The chain of credentials, and the search for a region, block while they ask other machines.
        var (credentials, endpoint, region) = await Task.Run(
            () =>
            {
                var (address, name) = Locate(regionName ?? reference.Region, settings, what);
                return (settings.FindCredentials(what), address, name);
            },
            cancellationToken);
        var body = Body(reference);
        using var http = SecretsHttp.Create(settings.Time, useProxy: true);
        return await AwsRetries.Of(settings).ExecuteAsync(
            async token =>
            {
                // Signed anew for each attempt: a signature is good for five minutes.
                var keys = await credentials.GetCredentialsAsync();
                using var request = Sign(endpoint, region, keys, body, settings.Time.GetUtcNow());
                using var answer = await http.SendAsync(request, token);
                var content = await answer.Content.ReadAsByteArrayAsync(token);
                return answer.IsSuccessStatusCode ? content : throw Refusal(answer, content);
            },
            cancellationToken);
    }

    /// <summary>The request, with all headers and the signature of a moment.</summary>
    internal static HttpRequestMessage Sign(Uri endpoint, string region, ImmutableCredentials keys, byte[] body, DateTimeOffset now)
    {
        var request = new DefaultRequest(new GetSecretValueRequest(), Service)
        {
            HttpMethod = "POST",
            Endpoint = endpoint,
            ResourcePath = "/",
            Content = body,
            AuthenticationRegion = region,
            OverrideSigningServiceName = Service,
        };
        request.Headers["Content-Type"] = ContentType;
        request.Headers["X-Amz-Target"] = Target;
        if (keys.UseToken)
        {
            request.Headers["X-Amz-Security-Token"] = keys.Token;
        }

        var signature = new AWS4Signer().SignRequest(request, new AmazonSecurityTokenServiceConfig(), metrics: null, keys.AccessKey, keys.SecretKey, now.UtcDateTime);
        var message = new HttpRequestMessage(HttpMethod.Post, AmazonServiceClient.ComposeUrl(request)) { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(ContentType);
        foreach (var (name, value) in request.Headers)
        {
            if (!name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase) && !name.Equals("Host", StringComparison.OrdinalIgnoreCase))
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }

        message.Headers.TryAddWithoutValidation("Authorization", signature.ForAuthorizationHeader);
        return message;
    }

    /// <summary>The address and the region to ask.</summary>
    internal static (Uri Endpoint, string Region) Locate(string? regionName, AwsSettings settings, string what)
    {
        if (regionName is not null && !AwsSettings.IsRegion(regionName))
        {
            throw new ConnectorException(FailureType.ConfigError, $"{what}: the region is not the name of one, such as eu-central-1. Correct region in the configuration.");
        }

        if (settings.EndpointOf("SECRETS_MANAGER") is { } endpoint)
        {
            return (endpoint, regionName ?? settings.RegionOfEnvironment()?.SystemName ?? DefaultRegionOfOtherServers);
        }

        var region = (regionName is null ? settings.FindRegion() : RegionEndpoint.GetBySystemName(regionName))
            ?? throw AwsFailures.NoRegion(what, "Set region in the configuration, name the secret by its ARN, or set the environment variable AWS_REGION.");
        return (new Uri($"https://{Service}.{region.SystemName}.{region.PartitionDnsSuffix}/"), region.SystemName);
    }

    private static byte[] Body(SecretReference reference)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("SecretId", reference.SecretId);
            if (reference.VersionStage is not null)
            {
                json.WriteString("VersionStage", reference.VersionStage);
            }

            if (reference.VersionId is not null)
            {
                json.WriteString("VersionId", reference.VersionId);
            }

            json.WriteEndObject();
        }

        return body.ToArray();
    }

    private static AmazonServiceException Refusal(HttpResponseMessage answer, byte[] content)
    {
        var (code, text) = SecretAnswer.ReadError(content);
        var request = answer.Headers.TryGetValues("x-amzn-RequestId", out var ids) ? ids.FirstOrDefault() : null;
        return new AmazonServiceException(text, innerException: null, ErrorType.Unknown, code, request, answer.StatusCode);
    }

    private sealed class GetSecretValueRequest : AmazonWebServiceRequest;
}
