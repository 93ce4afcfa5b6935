using System.Text;
using System.Text.Json;
using Airbyte.Protocol;

namespace Source.FacebookPages.Tests.Story;

/// <summary>What is in batches of records.</summary>
internal static class Records
{
    public static IReadOnlyList<string> Texts(this RecordBatch batch)
    {
        List<string> texts = [];
        var start = 0;
        foreach (var end in batch.Ends)
        {
            texts.Add(Encoding.UTF8.GetString(batch.Data[start..end]));
            start = end;
        }

        return texts;
    }

    public static IReadOnlyList<JsonElement> Elements(this RecordBatch batch) => [.. batch.Texts().Select(Json.Element)];
}
