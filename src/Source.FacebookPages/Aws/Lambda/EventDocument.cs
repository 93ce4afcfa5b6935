using System.Text.Json;

namespace Source.FacebookPages.Aws.Lambda;

/// <summary>A document that an event either holds or points to. Prints nothing of it, since it may be a configuration with its secrets.</summary>
internal abstract record EventDocument
{
    private EventDocument()
    {
    }

    /// <inheritdoc/>
    public sealed override string ToString() => GetType().Name;

    /// <summary>A document within the event.</summary>
    /// <param name="Value">A JSON object; lives as long as it is wanted.</param>
    public sealed record Inline(JsonElement Value) : EventDocument;

    /// <summary>A document elsewhere.</summary>
    /// <param name="Location">A path, <c>file://…</c>, <c>s3://…</c> or, for a configuration, <c>secretsmanager:…</c>.</param>
    public sealed record Reference(string Location) : EventDocument;
}
