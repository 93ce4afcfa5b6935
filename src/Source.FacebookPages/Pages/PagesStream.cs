using Airbyte.Cdk;

namespace Source.FacebookPages.Pages;

/// <summary>The stream <c>pages</c>: a record for each Page.</summary>
/// <param name="Name">The name in the catalog.</param>
/// <param name="Partitions">One for each Page.</param>
internal sealed record PagesStream(string Name, IReadOnlyList<IPartition> Partitions) : IStream
{
    /// <inheritdoc/>
    public IStreamState State { get; } = new NoCursorState();
}
