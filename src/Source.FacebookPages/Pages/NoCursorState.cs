using System.Text.Json;
using Airbyte.Cdk;

namespace Source.FacebookPages.Pages;

/// <summary>The state of a stream that is read whole every time: the marker that tells the platform that there is nothing to resume by.</summary>
internal sealed class NoCursorState : IStreamState
{
    /// <inheritdoc/>
    public int PartCount => 1;

    /// <inheritdoc/>
    public void Set(string partitionKey, IPartitionState state)
    {
    }

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("__ab_no_cursor_state_message", true);
        writer.WriteEndObject();
    }
}
