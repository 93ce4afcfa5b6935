using System.Text;
using System.Text.Json;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Source.FacebookPages.Configuration;

namespace Source.FacebookPages.Aws;

/// <summary>
/// Reads secrets from the Lambda extension or the local agent where one is there, which saves a call and its price, and from AWS Secrets Manager itself otherwise, or where a fresh value is
/// demanded: the copies nearby are up to five minutes old.
/// </summary>
/// <param name="settings">How AWS is reached.</param>
/// <param name="time">The clock of signatures and waits.</param>
internal sealed class SecretReader(AwsSettings settings, TimeProvider time) : ISecretReader
{
    private const string ExtensionPort = "PARAMETERS_SECRETS_EXTENSION_HTTP_PORT";

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public async Task<string> ReadAsync(SecretReference reference, string? region, bool fresh, CancellationToken cancellationToken)
    {
        var port = fresh ? null : settings.Variable(ExtensionPort);
        // A proxy that the machine has for the world outside knows nothing of its loopback.
        using var http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = ConnectTimeout, UseProxy = port is null }) { Timeout = Timeout };
        var answer = port is null
            ? await new SecretsManagerService(http, settings, time).GetSecretValueAsync(reference, region, cancellationToken)
            : await new SecretsExtension(http, port, settings, time).GetAsync(reference, cancellationToken);
        return Value(answer, reference);
    }

    private static string Value(ReadOnlyMemory<byte> answer, SecretReference reference)
    {
        var text = Text(answer, reference);
        if (reference.JsonKey is not { } key)
        {
            return text;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind != JsonValueKind.Object ? throw Mistake(reference, $"does not hold a JSON object, so there is no key {key} in it")
                : !document.RootElement.TryGetProperty(key, out var value) ? throw Mistake(reference, $"holds a JSON object without the key {key}")
                : value.ValueKind == JsonValueKind.String ? value.GetString()!
                : value.GetRawText();
        }
        catch (JsonException)
        {
            throw Mistake(reference, $"does not hold JSON, so there is no key {key} in it");
        }
    }

    // The answer of GetSecretValue: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
    private static string Text(ReadOnlyMemory<byte> answer, SecretReference reference)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            if (document.RootElement.TryGetProperty("SecretString", out var text) && text.ValueKind == JsonValueKind.String)
            {
                return text.GetString()!;
            }

            if (document.RootElement.TryGetProperty("SecretBinary", out var binary) && binary.ValueKind == JsonValueKind.String)
            {
                return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(binary.GetBytesFromBase64());
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or DecoderFallbackException)
        {
            throw Mistake(reference, "could be fetched, but is not text");
        }

        throw Mistake(reference, "has no value yet");
    }

    private static ConnectorException Mistake(SecretReference reference, string what) => new(FailureType.ConfigError, $"The secret {reference.SecretId} {what}.");
}
