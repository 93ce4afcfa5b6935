using System.Text;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Storage;

namespace Source.FacebookPages.Unattended;

/// <summary>Reads the documents that an unattended command is given by address: a path, <c>file:///…</c>, <c>s3://…</c>, or <c>secretsmanager:…</c> with a reference to a secret.</summary>
/// <param name="surroundings">Opens stores and reads secrets.</param>
/// <param name="services">The redactor takes what is secret.</param>
/// <param name="specification">The content of <c>spec.json</c>, which tells what is secret.</param>
/// <param name="readFile">Reads a file of this machine by its path.</param>
internal sealed class Documents(Surroundings surroundings, ConnectorServices services, ReadOnlyMemory<byte> specification, Func<string, byte[]> readFile)
{
    private const string SecretScheme = "secretsmanager:";

    /// <summary>A configuration; its secrets are known to the redactor from here on.</summary>
    /// <exception cref="ConnectorException">It can't be read, or is not a JSON object.</exception>
    public async Task<System.Text.Json.JsonElement> ReadConfigurationAsync(string address, CancellationToken cancellationToken)
    {
        var content = await FetchAsync(address, "configuration", cancellationToken);
        return InputFile.ReadConfiguration(content, address, specification, services.Redactor);
    }

    /// <summary>A configured catalog.</summary>
    /// <exception cref="ConnectorException">It can't be read, or is not a catalog.</exception>
    public async Task<ConfiguredCatalog> ReadCatalogAsync(string address, CancellationToken cancellationToken) =>
        InputFile.ReadCatalog(await FetchAsync(address, "catalog", cancellationToken), address);

    // Gives what the files of this machine are read by, so that all addresses have the same messages.
    private async Task<Func<string, byte[]>> FetchAsync(string address, string what, CancellationToken cancellationToken)
    {
        if (address.StartsWith(SecretScheme, StringComparison.Ordinal))
        {
            var secret = await ReadSecretAsync(address[SecretScheme.Length..], what, cancellationToken);
            return _ => secret;
        }

        if (!StorageAddress.HasScheme(address))
        {
            return readFile;
        }

        var (folder, key) = (StorageAddress.TryParse(address) ?? throw Mistake($"The {what}'s address is not of the form file:///path or s3://bucket/key.")).SplitKey();
        if (key.Length == 0)
        {
            throw Mistake($"The {what}'s address {address} names a bucket and no object in it.");
        }

        using var store = surroundings.OpenStore(folder);
        var found = await store.ReadAsync(key, cancellationToken) ?? throw Mistake($"The {what} {address} does not exist.");
        return _ => found.Content.ToArray();
    }

    private async Task<byte[]> ReadSecretAsync(string text, string what, CancellationToken cancellationToken)
    {
        var reference = SecretReference.TryParse(text) ?? throw Mistake($"The {what}'s address {SecretScheme}… must be followed by {SecretReference.Allowed}.");
        var secret = await surroundings.Secrets.ReadAsync(reference, region: null, fresh: false, cancellationToken);
        return Encoding.UTF8.GetBytes(secret);
    }

    private static ConnectorException Mistake(string message) => new(FailureType.ConfigError, message);
}
