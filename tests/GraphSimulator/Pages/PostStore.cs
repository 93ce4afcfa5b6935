using System.Collections.Concurrent;

namespace GraphSimulator.Pages;

/// <summary>The posts of a world.</summary>
public sealed class PostStore
{
    private readonly ConcurrentDictionary<string, SimulatedPost> _byId = new(StringComparer.Ordinal);

    public SimulatedPost? Find(string id) => _byId.GetValueOrDefault(id);

    public void Add(SimulatedPost post)
    {
        ArgumentNullException.ThrowIfNull(post);
        _byId[post.Id] = post;
    }

    public void Remove(string id) => _byId.TryRemove(id, out _);

    /// <summary>Newest first.</summary>
    public IReadOnlyList<SimulatedPost> Of(string pageId)
        => [.. _byId.Values.Where(p => p.PageId == pageId).OrderByDescending(p => p.CreatedAt).ThenByDescending(p => p.Id, StringComparer.Ordinal)];
}
