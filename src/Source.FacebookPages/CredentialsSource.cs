using System.Text.Json;
using Airbyte.Cdk;
using Microsoft.Extensions.Logging;
using Source.FacebookPages.Aws;
using Source.FacebookPages.Configuration;

namespace Source.FacebookPages;

/// <summary>Gives the credentials of a configuration, fetching them where it only refers to a secret. A secret that Facebook refuses may have been rotated meanwhile: it is read again, once a run.</summary>
internal sealed class CredentialsSource(Credentials configured, ISecretReader secrets, ConnectorServices services) : IDisposable
{
    private readonly SemaphoreSlim _readingAgain = new(1, 1);
    private string? _text;
    private bool _wasReadAgain;
    private Credentials? _rotated;

    /// <summary>The credentials.</summary>
    /// <exception cref="ConnectorException">The secret can't be read, or holds something else.</exception>
    public async Task<Credentials> ReadAsync(CancellationToken cancellationToken)
    {
        if (configured is not SecretsManagerCredentials reference)
        {
            return configured;
        }

        _text = await secrets.ReadAsync(reference.Secret, reference.Region, fresh: false, cancellationToken);
        return Parse(_text, reference);
    }

    /// <summary>
    /// The credentials that the secret holds by now, if they are others than before; null when there is no secret, it is unchanged, or it can't be read. Every call after the first has the answer
    /// of the first.
    /// </summary>
    public async Task<Credentials?> ReadAgainAsync(CancellationToken cancellationToken)
    {
        if (configured is not SecretsManagerCredentials reference)
        {
            return null;
        }

        await _readingAgain.WaitAsync(cancellationToken);
        try
        {
            if (!_wasReadAgain)
            {
                _rotated = await TryReadAgainAsync(reference, cancellationToken);
                _wasReadAgain = true;
            }

            return _rotated;
        }
        finally
        {
            _readingAgain.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _readingAgain.Dispose();

    private async Task<Credentials?> TryReadAgainAsync(SecretsManagerCredentials reference, CancellationToken cancellationToken)
    {
        try
        {
            var text = await secrets.ReadAsync(reference.Secret, reference.Region, fresh: true, cancellationToken);
            if (text == _text)
            {
                services.Log.LogInformation("Facebook refused the credentials of the secret {Secret}, which still holds the same.", reference.Secret.SecretId);
                return null;
            }

            services.Log.LogInformation("Facebook refused the credentials of the secret {Secret}, which holds others by now; these are used.", reference.Secret.SecretId);
            return Parse(text, reference);
        }
        catch (ConnectorException exception)
        {
            services.Log.LogWarning("Facebook refused the credentials of the secret {Secret}, and it could not be read again: {Cause}", reference.Secret.SecretId, exception.Message);
            return null;
        }
    }

    private Credentials Parse(string text, SecretsManagerCredentials reference)
    {
        AddSecrets(text);
        return SecretCredentialsReader.Read(text, reference.Secret.SecretId);
    }

    // Before anything else is done with it. Which of the values are secret only a valid object tells, so all texts count.
    private void AddSecrets(string text)
    {
        services.Redactor.Add(text);
        services.Redactor.Add(text.Trim());
        try
        {
            using var document = JsonDocument.Parse(text);
            AddSecrets(document.RootElement, name: null);
        }
        catch (JsonException)
        {
            // A bare token.
        }
    }

    private void AddSecrets(JsonElement value, string? name)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    AddSecrets(property.Value, property.Name);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    AddSecrets(item, name);
                }

                break;
            case JsonValueKind.String when name is not (CredentialKeys.AuthType or CredentialKeys.PageId or CredentialKeys.ClientId):
                services.Redactor.Add(value.GetString()!.Trim());
                break;
        }
    }
}
