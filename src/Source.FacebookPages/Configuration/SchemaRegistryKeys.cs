namespace Source.FacebookPages.Configuration;

/// <summary>The keys under <c>schema_registry</c>, and the values of its <c>auth_type</c> and <c>on_drift</c>.</summary>
internal static class SchemaRegistryKeys
{
    public const string Url = "url";
    public const string OnDrift = "on_drift";
    public const string SubjectPrefix = "subject_prefix";
    public const string Credentials = "credentials";
    public const string AuthType = "auth_type";
    public const string Username = "username";
    public const string Password = "password";
    public const string Token = "token";

    public const string BasicType = "basic";
    public const string TokenType = "token";

    public const string Ignore = "ignore";
    public const string Warn = "warn";
    public const string Fail = "fail";
}
