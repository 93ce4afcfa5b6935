namespace Source.FacebookPages.Configuration;

/// <summary>
/// How the connector proves who it is: <see cref="AccessTokenCredentials"/>, <see cref="PageTokenCredentials"/> or
/// <see cref="SecretsManagerCredentials"/>. None of them prints its secrets.
/// </summary>
internal abstract record Credentials
{
    private protected Credentials()
    {
    }

    /// <summary>The name of the kind only; the members a record would print are secrets.</summary>
    public sealed override string ToString() => GetType().Name;
}
