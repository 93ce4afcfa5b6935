using System.Net;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Source.FacebookPages.Configuration;

namespace Source.FacebookPages.Aws;

/// <summary>
/// The AWS Parameters and Secrets Lambda extension, or the Secrets Manager agent, which speaks the same protocol on loopback
/// (https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_lambda.html, …/secrets-manager-agent.html).
/// </summary>
internal sealed class SecretsExtension(HttpClient http, string port, AwsSettings settings, TimeProvider time)
{
    private const string TokenHeader = "X-Aws-Parameters-Secrets-Token";
    private const string AgentTokenFile = "/var/run/awssmatoken";
    private const int MostTries = 20;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>The answer of GetSecretValue.</summary>
    /// <exception cref="ConnectorException">There is none.</exception>
    public async Task<ReadOnlyMemory<byte>> GetAsync(SecretReference reference, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, AddressOf(reference));
                request.Headers.TryAddWithoutValidation(TokenHeader, Token());
                using var answer = await http.SendAsync(request, cancellationToken);
                var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return body;
                }

                var said = System.Text.Encoding.UTF8.GetString(body);
                if (tries == MostTries || !IsPassing(answer.StatusCode, said))
                {
                    throw Refused(reference, answer.StatusCode, said);
                }
            }
            catch (HttpRequestException exception)
            {
                if (tries == MostTries)
                {
                    throw new ConnectorException(
                        FailureType.TransientError,
                        $"The secret {reference.SecretId} can't be read: nothing answers on port {port} of this machine, where PARAMETERS_SECRETS_EXTENSION_HTTP_PORT says that the secrets extension is ({exception.Message}) Add the extension's layer, or take the variable away.",
                        inner: exception);
                }
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    // Before the function's initialisation is over the extension answers that it is not ready.
    private static bool IsPassing(HttpStatusCode status, string said) =>
        status >= HttpStatusCode.InternalServerError || said.Contains("not ready", StringComparison.OrdinalIgnoreCase);

    private static ConnectorException Refused(SecretReference reference, HttpStatusCode status, string said)
    {
        var words = said.Length <= 300 ? said.Trim() : said[..300].Trim() + "…";
        return new ConnectorException(
            status >= HttpStatusCode.InternalServerError ? FailureType.TransientError : FailureType.ConfigError,
            $"The secret {reference.SecretId} can't be read: the secrets extension answers {(int)status} ({words}). Check the secret's name and version, and that the role is allowed secretsmanager:GetSecretValue on it, and kms:Decrypt where it is encrypted with a key of your own.");
    }

    private string AddressOf(SecretReference reference)
    {
        var address = $"http://localhost:{port}/secretsmanager/get?secretId={Uri.EscapeDataString(reference.SecretId)}";
        address += reference.VersionStage is { } stage ? $"&versionStage={Uri.EscapeDataString(stage)}" : "";
        return address + (reference.VersionId is { } version ? $"&versionId={Uri.EscapeDataString(version)}" : "");
    }

    // On Lambda the session's token proves who asks; the agent has a token of its own.
    private string Token() =>
        settings.Variable("AWS_SESSION_TOKEN") ?? settings.Variable("AWS_TOKEN") ?? (File.Exists(AgentTokenFile) ? File.ReadAllText(AgentTokenFile).Trim() : "");
}
