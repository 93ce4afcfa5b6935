using System.Text.Json.Nodes;
using TestKit;

namespace Acceptance.Tests.Executable;

/// <summary>The whole output, however many Pages are read side by side.</summary>
public sealed class ConcurrencyTests
{
    private const int Pages = 10;
    private const int Days = 40;

    [Fact]
    public async Task Every_stream_has_the_same_records_and_states_in_the_same_order()
    {
        await using var launched = await Launched.PrepareAsync(Pages);
        string[] streams = [.. launched.World.Pages.All.Select(page => $"page_insights_{page.Id}")];
        var catalog = CatalogBuilder.Of([("pages", "full_refresh"), .. streams.Select(stream => (stream, "incremental"))]);

        var one = await ReadAsync(launched, "per_page", catalog, 1);
        Assert.Equal([.. streams, "pages"], one.Keys.Order(StringComparer.Ordinal));
        foreach (var concurrency in new[] { 8, 64 })
        {
            var other = await ReadAsync(launched, "per_page", catalog, concurrency);
            Assert.Equal(one.Keys.Order(StringComparer.Ordinal), other.Keys.Order(StringComparer.Ordinal));
            foreach (var stream in streams)
            {
                Assert.True(one[stream].SequenceEqual(other[stream]), $"{stream} differs at {concurrency}.");
            }

            // One stream of many Pages: they come as they are done.
            Assert.True(Records(one["pages"]).SequenceEqual(Records(other["pages"])), $"pages differs at {concurrency}.");
        }
    }

    [Fact]
    public async Task A_stream_of_all_Pages_has_the_same_records_and_the_same_last_state()
    {
        await using var launched = await Launched.PrepareAsync(Pages);
        var catalog = CatalogBuilder.Incremental("page_insights");

        var one = (await ReadAsync(launched, "combined", catalog, 1))["page_insights"];
        Assert.Equal(Pages * Days * ExpectedInsights.DefaultMetrics.Count, Records(one).Count());
        foreach (var concurrency in new[] { 8, 64 })
        {
            var other = (await ReadAsync(launched, "combined", catalog, concurrency))["page_insights"];
            Assert.True(Records(one).SequenceEqual(Records(other)), $"The records differ at {concurrency}.");
            Assert.Equal(LastState(one), LastState(other));
        }
    }

    // The records and states of each stream in order, without the moment at which they were put out.
    private static async Task<Dictionary<string, List<string>>> ReadAsync(Launched launched, string layout, string catalog, int concurrency)
    {
        launched.World.Latency = TimeSpan.FromMilliseconds(2);
        var config = launched.Config(Days).With("window_days", 15).With("end_date", launched.Day(1)).With("stream_layout", layout).With("concurrency", concurrency);
        var output = await launched.RunAsync(launched.Read(config, catalog), catalog);
        Assert.Equal(0, output.ExitCode);
        var streams = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var message in output.Messages)
        {
            var (stream, text) = message["type"]!.GetValue<string>() switch
            {
                "RECORD" => (message["record"]!["stream"]!.GetValue<string>(), "R" + message["record"]!["data"]!.ToJsonString()),
                "STATE" => (message["state"]!["stream"]!["stream_descriptor"]!["name"]!.GetValue<string>(), "S" + message["state"]!.ToJsonString()),
                _ => ("", ""),
            };
            if (stream.Length > 0)
            {
                (streams.TryGetValue(stream, out var texts) ? texts : streams[stream] = []).Add(text);
            }
        }

        return streams;
    }

    private static IEnumerable<string> Records(IEnumerable<string> texts) => texts.Where(text => text[0] == 'R').Order(StringComparer.Ordinal);

    // Page by Page, since the sets of metrics are numbered as they come; without the count since the state before.
    private static string LastState(IEnumerable<string> texts)
    {
        var state = JsonNode.Parse(texts.Last(text => text[0] == 'S')[1..])!["stream"]!["stream_state"]!.AsObject();
        state["pages"] = new JsonObject(state["pages"]!.AsObject().OrderBy(page => page.Key, StringComparer.Ordinal).Select(page => KeyValuePair.Create(page.Key, page.Value?.DeepClone())));
        return state.ToJsonString();
    }
}
