using Source.FacebookPages.Storage;

namespace Source.FacebookPages.Configuration;

/// <summary>Reads the object under <c>schema_registry</c>.</summary>
internal static class SchemaRegistryReader
{
    /// <summary>What the key may hold.</summary>
    public const string Allowed = $"an object with {SchemaRegistryKeys.Url}";

    private const string AllowedCredentials = $"an object with {SchemaRegistryKeys.AuthType} and the keys that belong to it";

    private static readonly IReadOnlyList<string> Reactions = [SchemaRegistryKeys.Ignore, SchemaRegistryKeys.Warn, SchemaRegistryKeys.Fail];

    private static readonly IReadOnlyList<string> Types = [SchemaRegistryKeys.BasicType, SchemaRegistryKeys.TokenType];

    // Of the characters that every kind of registry takes in a name, without the slash of folders.
    private static readonly TextRule Prefix = new(
        "up to 100 letters, digits, dots, hyphens and underscores, not beginning with a dot",
        text => text.Length <= 100 && !text.StartsWith('.') && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_'));

    private static readonly TextRule Username = new("a non-empty string without a colon", text => text.Length > 0 && !text.Contains(':', StringComparison.Ordinal) && !text.Any(char.IsControl));

    /// <summary>The settings, or null when they have mistakes.</summary>
    public static SchemaRegistryConfig? Read(ConfigurationObject registry, bool cloud)
    {
        var url = registry.Text(SchemaRegistryKeys.Url, cloud ? PublicAddress : AnyAddress, required: true);
        var reaction = registry.Choice(SchemaRegistryKeys.OnDrift, Reactions);
        var prefix = registry.Text(SchemaRegistryKeys.SubjectPrefix, Prefix);
        var credentials = registry.Has(SchemaRegistryKeys.Credentials) && registry.Object(SchemaRegistryKeys.Credentials, AllowedCredentials) is { } found ? Credentials(found) : null;
        if (url is null)
        {
            return null;
        }

        var storage = StorageAddress.TryParse(url);
        var defaults = new SchemaRegistryConfig();
        return defaults with
        {
            Storage = storage,
            Service = storage is null ? ApiUrl.Parse(url) : null,
            OnDrift = reaction switch { SchemaRegistryKeys.Ignore => OnDrift.Ignore, SchemaRegistryKeys.Fail => OnDrift.Fail, _ => defaults.OnDrift },
            SubjectPrefix = prefix ?? defaults.SubjectPrefix,
            Credentials = credentials,
            Remarks = [.. registry.Misspelt(), .. Useless(storage, credentials)],
        };
    }

    private static IEnumerable<string> Useless(StorageAddress? storage, SchemaRegistryCredentials? credentials) => storage is null || credentials is null
        ? []
        : [$"{ConfigurationKeys.SchemaRegistry}.{SchemaRegistryKeys.Credentials} are ignored: a folder needs none, and S3 takes those of the AWS environment."];

    private static TextRule AnyAddress { get; } = new(
        $"{StorageAddress.Allowed}, or the http or https address of a schema registry, without user name, query or fragment",
        text => StorageAddress.TryParse(text) is not null || ApiUrl.AnyHost.Allows(text));

    // A shared platform has neither folders for its users nor a way into its own network.
    private static TextRule PublicAddress { get; } = new(
        "s3://bucket/prefix, or the https address of a public schema registry, without user name, query or fragment, because DEPLOYMENT_MODE is cloud",
        text => StorageAddress.TryParse(text) is { Bucket: not null } || ApiUrl.PublicHost.Allows(text));

    private static SchemaRegistryCredentials? Credentials(ConfigurationObject credentials) => credentials.Choice(SchemaRegistryKeys.AuthType, Types, required: true) switch
    {
        SchemaRegistryKeys.BasicType => Basic(credentials),
        SchemaRegistryKeys.TokenType => credentials.Text(SchemaRegistryKeys.Token, TextRule.Secret, required: true) is { } token ? new SchemaRegistryCredentials.Bearer(token) : null,
        _ => null,
    };

    private static SchemaRegistryCredentials.Basic? Basic(ConfigurationObject credentials)
    {
        var username = credentials.Text(SchemaRegistryKeys.Username, Username, required: true);
        var password = credentials.Text(SchemaRegistryKeys.Password, TextRule.Secret, required: true);
        return username is null || password is null ? null : new SchemaRegistryCredentials.Basic(username, password);
    }
}
