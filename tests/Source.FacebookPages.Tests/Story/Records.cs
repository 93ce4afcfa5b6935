using System.Text.Json;
using Airbyte.Protocol;

namespace Source.FacebookPages.Tests.Story;

/// <summary>What is in batches of records.</summary>
internal static class Records
{
    public static IReadOnlyList<string> Texts(this RecordBatch batch)
    {
        List<string> texts = [];
        foreach (var record in batch)
        {
            texts.Add(record.ToString());
        }

        return texts;
    }

    public static IReadOnlyList<JsonElement> Elements(this RecordBatch batch) => [.. batch.Texts().Select(Json.Element)];
}
