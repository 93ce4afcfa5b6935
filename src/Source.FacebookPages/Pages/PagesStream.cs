using Airbyte.Cdk;

namespace Source.FacebookPages.Pages;

/// <summary>The stream <c>pages</c>: a record for each Page.</summary>
/// <param name="Name">The name in the catalog.</param>
/// <param name="Partitions">One for each Page that was found.</param>
/// <param name="IsContinued">Whether other Pages may be found.</param>
internal sealed record PagesStream(string Name, IReadOnlyList<IPartition> Partitions, bool IsContinued) : IStream
{
    /// <inheritdoc/>
    public IStreamState State { get; } = new NoCursorState();
}
