using Facebook.Graph;

namespace Source.FacebookPages.Configuration;

/// <summary>Reads the object under <c>credentials</c>.</summary>
internal static class CredentialsReader
{
    private const string AllowedPageToken = $"an object with {CredentialKeys.PageId} and {CredentialKeys.AccessToken}";

    private static readonly IReadOnlyList<string> Types =
        [CredentialKeys.AccessTokenType, CredentialKeys.PageAccessTokensType, CredentialKeys.AwsSecretsManagerType];

    /// <summary>The credentials, or null when they have mistakes.</summary>
    public static Credentials? Read(ConfigurationObject credentials) =>
        Read(credentials, credentials.Choice(CredentialKeys.AuthType, Types, required: true));

    /// <summary>The credentials that a secret holds, or null when they have mistakes. The kind may be left out where the keys tell it; a secret can't refer to another one.</summary>
    public static Credentials? ReadOfSecret(ConfigurationObject credentials)
    {
        var absent = credentials.Has(CredentialKeys.PageTokens) ? CredentialKeys.PageAccessTokensType : CredentialKeys.AccessTokenType;
        return credentials.Has(CredentialKeys.AuthType)
            ? credentials.Choice(CredentialKeys.AuthType, [CredentialKeys.AccessTokenType, CredentialKeys.PageAccessTokensType]) is { } type ? Read(credentials, type) : null
            : Read(credentials, absent);
    }

    private static Credentials? Read(ConfigurationObject credentials, string? type) => type switch
    {
        CredentialKeys.AccessTokenType => AccessToken(credentials),
        CredentialKeys.PageAccessTokensType => PageTokens(credentials),
        CredentialKeys.AwsSecretsManagerType => SecretsManager(credentials),
        _ => null,
    };

    private static AccessTokenCredentials? AccessToken(ConfigurationObject credentials)
    {
        var token = credentials.Text(CredentialKeys.AccessToken, TextRule.Secret, required: true);
        var clientId = credentials.Text(CredentialKeys.ClientId, TextRule.AppId);
        var appSecret = credentials.Text(CredentialKeys.AppSecret, TextRule.Secret);
        return token is null ? null : new AccessTokenCredentials(new AccessToken(token), clientId, appSecret);
    }

    private static PageTokenCredentials? PageTokens(ConfigurationObject credentials)
    {
        var appSecret = credentials.Text(CredentialKeys.AppSecret, TextRule.Secret);
        var entries = credentials.Objects(CredentialKeys.PageTokens, AllowedPageToken);
        if (entries is null)
        {
            return null;
        }

        var tokens = new Dictionary<string, PageToken>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var id = entry.Text(CredentialKeys.PageId, TextRule.PageId, required: true);
            var token = entry.Text(CredentialKeys.AccessToken, TextRule.Secret, required: true);
            if (id is null || token is null)
            {
                continue;
            }

            var pageToken = new PageToken(id, new AccessToken(token));
            if (!tokens.TryAdd(id, pageToken) && tokens[id] != pageToken)
            {
                entry.Mistake(CredentialKeys.AccessToken, $"differs from the token that an earlier entry has for the same Page {id}; keep one of them.");
            }
        }

        return new PageTokenCredentials([.. tokens.Values], appSecret);
    }

    private static SecretsManagerCredentials? SecretsManager(ConfigurationObject credentials)
    {
        var secretId = credentials.Text(CredentialKeys.SecretId, TextRule.SecretId, required: true);
        var region = credentials.Text(CredentialKeys.Region, TextRule.Region);
        if (secretId is null || SecretReference.TryParse(secretId) is not { } secret)
        {
            return null;
        }

        if (region is not null && secret.Region is not null && region != secret.Region)
        {
            credentials.Mistake(CredentialKeys.Region, $"is {region}, but the ARN under {credentials.PathOf(CredentialKeys.SecretId)} belongs to another region; leave {CredentialKeys.Region} out.");
        }

        return new SecretsManagerCredentials(secret, region);
    }
}
