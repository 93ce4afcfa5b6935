namespace Source.FacebookPages.Configuration;

/// <summary>The keys under <c>credentials</c>, and the values of <c>auth_type</c>.</summary>
internal static class CredentialKeys
{
    public const string AuthType = "auth_type";
    public const string AccessToken = "access_token";
    public const string ClientId = "client_id";
    public const string AppSecret = "app_secret";
    public const string PageTokens = "page_tokens";
    public const string PageId = "page_id";
    public const string SecretId = "secret_id";
    public const string Region = "region";

    public const string AccessTokenType = "access_token";
    public const string PageAccessTokensType = "page_access_tokens";
    public const string AwsSecretsManagerType = "aws_secrets_manager";
}
