using System.Buffers;
using System.Text.Json;

namespace Source.FacebookPages.Unattended;

/// <summary>How the Pages are dealt out to several runs. A pure function.</summary>
/// <param name="Shards">The shards in order, each with its Pages; at least one, which may have none.</param>
internal sealed record PagesPlan(IReadOnlyList<(PagesShard Shard, IReadOnlyList<string> PageIds)> Shards)
{
    /// <summary>How many Pages a run gets when nobody says.</summary>
    public const int DefaultPagesPerWorker = 50;

    /// <summary>The plan for so many shards, or for so many Pages a shard; no shard is without Pages unless there are none at all.</summary>
    /// <param name="pageIds">The Pages that can be read, in any order.</param>
    /// <param name="workers">How many shards; null to go by the Pages.</param>
    /// <param name="pagesPerWorker">The most Pages of a shard; null for <see cref="DefaultPagesPerWorker"/>.</param>
    public static PagesPlan Of(IReadOnlyCollection<string> pageIds, int? workers, int? pagesPerWorker)
    {
        var perWorker = pagesPerWorker ?? DefaultPagesPerWorker;
        var wished = workers ?? (pageIds.Count + (long)perWorker - 1) / perWorker;
        var count = (int)Math.Clamp(wished, 1, Math.Clamp(pageIds.Count, 1, PagesShard.MaxCount));
        var places = PageShare.InOrder(pageIds).ToList();
        return new PagesPlan(
        [
            .. Enumerable.Range(1, count)
                .Select(number => new PagesShard(number, count))
                .Select(shard => (shard, (IReadOnlyList<string>)[.. places.Where(place => shard.Contains(place.Index)).Select(place => place.PageId)])),
        ]);
    }

    /// <summary>The answer as JSON on one line: <c>{"shards":[{"pages_shard":"1/2","page_ids":[…]},…]}</c>.</summary>
    public ReadOnlyMemory<byte> Write()
    {
        var answer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(answer))
        {
            json.WriteStartObject();
            json.WriteStartArray("shards");
            foreach (var (shard, pageIds) in Shards)
            {
                json.WriteStartObject();
                json.WriteString("pages_shard", shard.ToString());
                json.WriteStartArray("page_ids");
                foreach (var pageId in pageIds)
                {
                    json.WriteStringValue(pageId);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return answer.WrittenMemory;
    }
}
