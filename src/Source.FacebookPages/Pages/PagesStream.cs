using System.Text.Json;
using Airbyte.Cdk;

namespace Source.FacebookPages.Pages;

/// <summary>The stream <c>pages</c>: a record for each Page.</summary>
/// <param name="Name">The name in the catalog.</param>
/// <param name="Partitions">One for each Page.</param>
internal sealed record PagesStream(string Name, IReadOnlyList<IPartition> Partitions) : IStream
{
    /// <inheritdoc/>
    public IStreamState State { get; } = new NoCursorState();

    // The marker that tells the platform that there is nothing to resume by.
    private sealed class NoCursorState : IStreamState
    {
        public int PartCount => 1;

        public void Set(string partitionKey, IPartitionState state)
        {
        }

        public void WriteTo(Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            writer.WriteBoolean("__ab_no_cursor_state_message", true);
            writer.WriteEndObject();
        }
    }
}
