using Airbyte.Cdk;

namespace Source.FacebookPages.Insights;

/// <summary>A stream of insights: of one Page, or of all of them.</summary>
/// <param name="Name">The name in the catalog.</param>
/// <param name="State">Its state; null when the given one was refused.</param>
/// <param name="Partitions">One for each Page.</param>
internal sealed record InsightsStream(string Name, IStreamState? State, IReadOnlyList<IPartition> Partitions) : IStream;
