namespace Source.FacebookPages.Configuration;

/// <summary>How the connector proves to a schema registry who it is. Has no text form, so that no secret gets into one.</summary>
internal abstract record SchemaRegistryCredentials
{
    private SchemaRegistryCredentials()
    {
    }

    /// <inheritdoc/>
    public sealed override string ToString() => GetType().Name;

    /// <summary>User name and password, for example an API key and its secret.</summary>
    internal sealed record Basic(string Username, string Password) : SchemaRegistryCredentials;

    /// <summary>A bearer token.</summary>
    internal sealed record Bearer(string Token) : SchemaRegistryCredentials;
}
