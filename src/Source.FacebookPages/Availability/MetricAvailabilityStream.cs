using Airbyte.Cdk;
using Source.FacebookPages.Pages;

namespace Source.FacebookPages.Availability;

/// <summary>The stream <c>metric_availability</c>: for each Page, metric and period whether there are values, and if not, why.</summary>
/// <param name="Name">The name in the catalog.</param>
/// <param name="Partitions">One for each Page that was found.</param>
/// <param name="IsContinued">Whether other Pages may be found.</param>
internal sealed record MetricAvailabilityStream(string Name, IReadOnlyList<IPartition> Partitions, bool IsContinued) : IStream
{
    /// <inheritdoc/>
    public IStreamState State { get; } = new NoCursorState();
}
