using System.Text.Json;
using Airbyte.Cdk;

namespace Source.FacebookPages.State;

/// <summary>The state of a stream that is about one Page. Until something was covered it is the one that was given, to the letter.</summary>
internal sealed class PageInsightsState(JsonElement? given, PageProgress initial) : IStreamState
{
    private PageProgress? _current;

    /// <inheritdoc/>
    public int PartCount => 1;

    /// <inheritdoc/>
    public void Set(string partitionKey, IPartitionState state) => _current = (PageProgress)state;

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        if (_current is null && given is { } kept)
        {
            kept.WriteTo(writer);
            return;
        }

        new StateWriter(writer).WritePage(_current ?? initial);
    }
}
