namespace Airbyte.Cdk;

/// <summary>Partitions that are read one after the other because they share a key.</summary>
/// <param name="Key">The key.</param>
/// <param name="Partitions">In the order of the catalog.</param>
internal sealed record Lane(string Key, IReadOnlyList<(StreamRun Run, IPartition Partition)> Partitions)
{
    /// <summary>Puts the partitions of streams into lanes, in the order in which the keys first appear.</summary>
    public static IReadOnlyList<Lane> Arrange(IEnumerable<(StreamRun Run, IReadOnlyList<IPartition> Partitions)> streams)
    {
        var byKey = new OrderedDictionary<string, List<(StreamRun, IPartition)>>(StringComparer.Ordinal);
        foreach (var (run, added) in streams)
        {
            foreach (var partition in added)
            {
                if (!byKey.TryGetValue(partition.Key, out var partitions))
                {
                    byKey.Add(partition.Key, partitions = []);
                }

                partitions.Add((run, partition));
            }
        }

        return [.. byKey.Select(lane => new Lane(lane.Key, lane.Value))];
    }
}
