using Airbyte.Cdk;
using Source.FacebookPages.Pages;

namespace Source.FacebookPages.Availability;

/// <summary>The stream <c>metric_availability</c>: for each Page, metric and period whether there are values, and if not, why.</summary>
/// <param name="Name">The name in the catalog.</param>
/// <param name="Partitions">One for each Page.</param>
internal sealed record MetricAvailabilityStream(string Name, IReadOnlyList<IPartition> Partitions) : IStream
{
    /// <inheritdoc/>
    public IStreamState State { get; } = new NoCursorState();
}
