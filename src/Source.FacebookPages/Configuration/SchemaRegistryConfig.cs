using Source.FacebookPages.Storage;

namespace Source.FacebookPages.Configuration;

/// <summary>Where schemas are registered and drift is watched.</summary>
internal sealed record SchemaRegistryConfig
{
    /// <summary>The folder or bucket; null for a registry that is a service.</summary>
    public StorageAddress? Storage { get; init; }

    /// <summary>The address of the service; null for a folder or bucket.</summary>
    public Uri? Service { get; init; }

    /// <summary>What happens when something has changed.</summary>
    /// <value>Default: it is told.</value>
    public OnDrift OnDrift { get; init; } = OnDrift.Warn;

    /// <summary>What the names of all subjects begin with.</summary>
    /// <value>Default: <c>facebook_pages.</c></value>
    public string SubjectPrefix { get; init; } = "facebook_pages.";

    /// <summary>The credentials of the service; null for none.</summary>
    public SchemaRegistryCredentials? Credentials { get; init; }

    /// <summary>What the user should know about these settings although they are valid, a sentence each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>For messages: where.</summary>
    public override string ToString() => Storage?.ToString() ?? Service!.ToString().TrimEnd('/');
}
