using System.Text.Json;
using Airbyte.Cdk;
using Facebook.Graph;

namespace Source.FacebookPages.Configuration;

/// <summary>
/// Reads the credentials that a secret holds: the bare access token, or a JSON object with the keys of the kinds <c>access_token</c> or <c>page_access_tokens</c>, of which <c>auth_type</c> may be
/// left out. A pure function.
/// </summary>
internal static class SecretCredentialsReader
{
    /// <summary>The credentials.</summary>
    /// <param name="text">What the secret holds.</param>
    /// <param name="secret">How the secret is called in messages; none of them has any part of <paramref name="text"/>.</param>
    /// <exception cref="ConfigurationException">The secret holds something else; all mistakes are named.</exception>
    public static Credentials Read(string text, string secret)
    {
        var trimmed = text.Trim();
        if (!trimmed.StartsWith('{'))
        {
            return TextRule.Secret.Allows(trimmed)
                ? new AccessTokenCredentials(new AccessToken(trimmed), ClientId: null, AppSecret: null)
                : throw Mistake($"The secret {secret} holds neither an access token ({TextRule.Secret.Allowed}) nor a JSON object.");
        }

        using var document = Parse(trimmed, secret);
        List<string> mistakes = [];
        var credentials = CredentialsReader.ReadOfSecret(new ConfigurationObject(document.RootElement, "", mistakes));
        return mistakes.Count == 0 && credentials is not null
            ? credentials
            : throw new ConfigurationException([.. mistakes.Select(mistake => $"The secret {secret}: {mistake}")]);
    }

    private static JsonDocument Parse(string text, string secret)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException exception)
        {
            throw Mistake($"The secret {secret} begins like a JSON object but is not valid JSON ({Airbyte.Protocol.JsonText.Position(exception)}).");
        }
    }

    private static ConfigurationException Mistake(string sentence) => new([sentence]);
}
