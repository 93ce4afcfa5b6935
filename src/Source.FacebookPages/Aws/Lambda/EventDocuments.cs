using System.Text;
using System.Text.Json;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Source.FacebookPages.Unattended;

namespace Source.FacebookPages.Aws.Lambda;

/// <summary>Reads the documents of an event, which stand in it or are named by it.</summary>
internal sealed class EventDocuments(Documents documents, ConnectorServices services, ReadOnlyMemory<byte> specification)
{
    private const string InTheEvent = "(in the event)";

    /// <summary>The configuration; its secrets are known to the redactor from here on.</summary>
    /// <exception cref="ConnectorException">It can't be read, or is not a JSON object.</exception>
    public Task<JsonElement> ReadConfigurationAsync(EventDocument document, CancellationToken cancellationToken) => document is EventDocument.Reference reference
        ? documents.ReadConfigurationAsync(reference.Location, cancellationToken)
        : Task.FromResult(InputFile.ReadConfiguration(_ => Content(document), InTheEvent, specification, services.Redactor));

    /// <summary>The configured catalog.</summary>
    /// <exception cref="ConnectorException">It can't be read, or is not a catalog.</exception>
    public Task<ConfiguredCatalog> ReadCatalogAsync(EventDocument document, CancellationToken cancellationToken) => document is EventDocument.Reference reference
        ? documents.ReadCatalogAsync(reference.Location, cancellationToken)
        : Task.FromResult(InputFile.ReadCatalog(_ => Content(document), InTheEvent));

    private static byte[] Content(EventDocument document) => Encoding.UTF8.GetBytes(((EventDocument.Inline)document).Value.GetRawText());
}
