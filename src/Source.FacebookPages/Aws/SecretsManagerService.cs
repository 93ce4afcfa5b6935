using System.Buffers;
using System.Net;
using System.Text.Json;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Amazon.Runtime;
using Polly;
using Polly.Retry;
using Source.FacebookPages.Configuration;

namespace Source.FacebookPages.Aws;

/// <summary>
/// AWS Secrets Manager, as far as it is needed: GetSecretValue (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html). Stands in for the SDK's own client of the
/// service; credentials, region and signature are the SDK's.
/// </summary>
internal sealed class SecretsManagerService(HttpClient http, AwsSettings settings, TimeProvider time)
{
    private const string Service = "secretsmanager";
    private const string Permission = "secretsmanager:GetSecretValue";
    private const int Retries = 3;

    /// <summary>The answer of GetSecretValue.</summary>
    /// <exception cref="ConnectorException">There is none.</exception>
    public async Task<ReadOnlyMemory<byte>> GetSecretValueAsync(SecretReference reference, string? region, CancellationToken cancellationToken)
    {
        var place = settings.Region(region ?? reference.Region)
            ?? throw Mistake(reference, "no AWS region is set. Set region in the credentials, name the secret by its ARN, or set AWS_REGION.");
        var address = new Uri(settings.Endpoint("SECRETS_MANAGER") ?? $"https://secretsmanager.{place}.{(place.StartsWith("cn-", StringComparison.Ordinal) ? "amazonaws.com.cn" : "amazonaws.com")}/");
        var credentials = await CredentialsAsync(reference, cancellationToken);
        var body = Body(reference);
        try
        {
            return await Retrying().ExecuteAsync(
                async token =>
                {
                    using var request = SignedRequest.Of(HttpMethod.Post, address, Headers, body, (place, Service), credentials, time.GetUtcNow());
                    using var answer = await http.SendAsync(request, token);
                    var content = await answer.Content.ReadAsByteArrayAsync(token);
                    return answer.StatusCode == HttpStatusCode.OK ? new ReadOnlyMemory<byte>(content) : throw Refused(reference, place, answer.StatusCode, content);
                },
                cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ConnectorException(
                FailureType.TransientError,
                $"The secret {reference.SecretId} can't be read: {address.Host} does not answer ({exception.Message}). Check that it can be reached from here (in a private subnet through a NAT gateway or an interface endpoint), and try again.",
                inner: exception);
        }
    }

    private static IReadOnlyList<KeyValuePair<string, string>> Headers { get; } =
        [new("Content-Type", "application/x-amz-json-1.1"), new("X-Amz-Target", "secretsmanager.GetSecretValue")];

    private ResiliencePipeline Retrying() => new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = Retries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(200),
            ShouldHandle = static arguments => ValueTask.FromResult(
                arguments.Outcome.Exception is HttpRequestException or IOException or ConnectorException { FailureType: FailureType.TransientError }),
        })
        .Build();

    private async Task<ImmutableCredentials> CredentialsAsync(SecretReference reference, CancellationToken cancellationToken)
    {
        try
        {
            return await settings.Credentials().GetCredentialsAsync().WaitAsync(cancellationToken);
        }
        catch (AmazonClientException exception)
        {
            throw Mistake(reference, $"there are no AWS credentials: {exception.Message} Give the task or function a role that is allowed {Permission} on the secret, or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.");
        }
    }

    private static byte[] Body(SecretReference reference)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("SecretId", reference.SecretId);
            if (reference.VersionStage is { } stage)
            {
                json.WriteString("VersionStage", stage);
            }

            if (reference.VersionId is { } version)
            {
                json.WriteString("VersionId", version);
            }

            json.WriteEndObject();
        }

        return body.WrittenSpan.ToArray();
    }

    private static ConnectorException Refused(SecretReference reference, string region, HttpStatusCode status, ReadOnlyMemory<byte> body)
    {
        var (type, message) = ErrorIn(body);
        var said = $"(AWS says {(int)status}{(type.Length > 0 ? " " + type : "")}: {message})";
        return type switch
        {
            "ResourceNotFoundException" => Mistake(reference, $"there is no such secret, or no such version of it, in {region} {said}. Check the name, the version and the region."),
            "AccessDeniedException" when message.Contains("kms", StringComparison.OrdinalIgnoreCase) =>
                Mistake(reference, $"the key that encrypts it may not be used {said}. Allow the role kms:Decrypt on that key."),
            "AccessDeniedException" => Mistake(reference, $"access is denied {said}. Allow the role {Permission} on the secret."),
            "DecryptionFailure" => Mistake(reference, $"it can't be decrypted {said}. Allow the role kms:Decrypt on its key, and check that the key is enabled."),
            "InvalidRequestException" => Mistake(reference, $"it can't be used {said}. If it is scheduled for deletion, restore it."),
            "UnrecognizedClientException" or "InvalidSignatureException" or "ExpiredTokenException" or "IncompleteSignature" or "MissingAuthenticationTokenException" =>
                Mistake(reference, $"AWS does not accept the credentials {said}. Renew them, and check the clock of this machine."),
            _ when status >= HttpStatusCode.InternalServerError || status == HttpStatusCode.TooManyRequests || type is "ThrottlingException" or "InternalServiceError" =>
                new ConnectorException(FailureType.TransientError, $"The secret {reference.SecretId} can't be read: AWS Secrets Manager fails for now {said}. Try again later."),
            _ => Mistake(reference, $"AWS refuses {said}."),
        };
    }

    private static (string Type, string Message) ErrorIn(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var type = document.RootElement.TryGetProperty("__type", out var name) ? name.GetString() ?? "" : "";
            var message = document.RootElement.TryGetProperty("Message", out var text) || document.RootElement.TryGetProperty("message", out text) ? text.GetString() ?? "" : "";
            return (type[(type.LastIndexOf('#') + 1)..], message);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return ("", "no reason");
        }
    }

    private static ConnectorException Mistake(SecretReference reference, string what) =>
        new(FailureType.ConfigError, $"The secret {reference.SecretId} can't be read: {what}");
}
