using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Text;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Amazon.Runtime;
using Source.FacebookPages.Configuration;

namespace Source.FacebookPages.Aws;

/// <summary>
/// Reads secrets through what keeps copies of them on this machine: the AWS Parameters and Secrets Lambda extension (https://docs.aws.amazon.com/lambda/latest/dg/with-secrets-manager.html),
/// or the AWS Secrets Manager agent, which speaks the same protocol (https://github.com/aws/aws-secretsmanager-agent).
/// </summary>
internal static class SecretsExtension
{
    /// <summary>The variable that says where it listens.</summary>
    internal const string PortVariable = "PARAMETERS_SECRETS_EXTENSION_HTTP_PORT";

    private const string TokenHeader = "X-Aws-Parameters-Secrets-Token";
    private const string FileScheme = "file://";

    /// <summary>Where the agent's installation keeps its token.</summary>
    private const string TokenFile = "/var/run/awssmatoken";

    // In the agent's order; the extension takes the second.
    private static readonly string[] TokenVariables = ["AWS_TOKEN", "AWS_SESSION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN"];

    /// <summary>Whether there is one.</summary>
    public static bool IsThere(AwsSettings settings) => settings.Variable(PortVariable) is not null;

    /// <summary>The body of the answer, as JSON, in the form of GetSecretValue's.</summary>
    /// <param name="reference">Which secret, and which version of it.</param>
    /// <param name="settings">What it takes from its surroundings.</param>
    /// <param name="what">What can't be done if this fails, for messages.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AmazonServiceException">Secrets Manager refused.</exception>
    /// <exception cref="ConnectorException">It does not answer, or does not let this process in.</exception>
    public static async Task<byte[]> GetSecretValueAsync(SecretReference reference, AwsSettings settings, string what, CancellationToken cancellationToken)
    {
        if (!int.TryParse(settings.Variable(PortVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > ushort.MaxValue)
        {
            throw new ConnectorException(FailureType.ConfigError, $"The environment variable {PortVariable} must be the port of the Lambda extension or the agent, or absent.");
        }

        var address = new Uri($"http://localhost:{port}/secretsmanager/get{Query(reference)}");
        using var http = SecretsHttp.Create(settings.Time, useProxy: false);
        try
        {
            foreach (var secret in Tokens(settings).Distinct(StringComparer.Ordinal))
            {
                if (await AwsRetries.Of(settings).ExecuteAsync(token => AskAsync(http, address, secret, token), cancellationToken) is { } content)
                {
                    return content;
                }
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutException or NotReadyException)
        {
            throw new ConnectorException(
                FailureType.TransientError,
                $"{what}: the Lambda extension or the agent does not answer at {PortVariable} ({port}). Add its layer or start it, remove the variable to ask AWS directly, or try again later.",
                AwsFailures.Technical(exception));
        }

        throw new ConnectorException(
            FailureType.ConfigError,
            $"{what}: the Lambda extension or the agent at {PortVariable} ({port}) does not let this process in. Give it the same token: in AWS_SESSION_TOKEN or AWS_TOKEN, or in the readable file {TokenFile}.");
    }

    // Null when the token is not the right one.
    private static async ValueTask<byte[]?> AskAsync(BoundedHttp http, Uri address, string secret, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation(TokenHeader, secret);
        using var answer = await http.SendAsync(request, cancellationToken);
        var content = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        if (answer.IsSuccessStatusCode)
        {
            return content;
        }

        var (code, text) = SecretAnswer.ReadError(content);
        if (code is null && answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            return null;
        }

        throw code is null && IsNotReady(answer.StatusCode, text)
            ? new NotReadyException()
            : new AmazonServiceException(text, innerException: null, ErrorType.Unknown, code, requestId: null, answer.StatusCode);
    }

    // The extension says with the status 400 that the function is still starting, or that it got no answer itself; the agent says 503.
    private static bool IsNotReady(HttpStatusCode status, string text) =>
        status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests
        || text.Contains("not ready", StringComparison.OrdinalIgnoreCase)
        || text.Contains("deadline exceeded", StringComparison.OrdinalIgnoreCase);

    private static string Query(SecretReference reference)
    {
        var query = new StringBuilder("?secretId=").Append(Uri.EscapeDataString(reference.SecretId));
        if (reference.VersionStage is not null)
        {
            query.Append("&versionStage=").Append(Uri.EscapeDataString(reference.VersionStage));
        }

        if (reference.VersionId is not null)
        {
            query.Append("&versionId=").Append(Uri.EscapeDataString(reference.VersionId));
        }

        return query.ToString();
    }

    private static IEnumerable<string> Tokens(AwsSettings settings)
    {
        foreach (var variable in TokenVariables)
        {
            var value = settings.Variable(variable);
            if (value?.StartsWith(FileScheme, StringComparison.Ordinal) == true)
            {
                value = settings.ReadFile(value[FileScheme.Length..]);
            }

            if (value?.Trim() is { Length: > 0 } token)
            {
                yield return token;
            }
        }

        if (settings.ReadFile(TokenFile)?.Trim() is { Length: > 0 } kept)
        {
            yield return kept;
        }
    }

    private sealed class NotReadyException() : TimeoutException("It is not ready yet.");
}
