using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Airbyte.Protocol;
using GraphSimulator;
using Source.FacebookPages.State;
using Source.FacebookPages.Tests.Configuration;
using Source.FacebookPages.Tests.EndToEnd;
using Source.FacebookPages.Tests.EndToEnd.State;
using TestKit;
using static Source.FacebookPages.Tests.EndToEnd.Scenario;

namespace Source.FacebookPages.Tests.State;

/// <summary>
/// State files as version 1 has written them. They are out in the world: whatever the form will be, these must be read for ever, and mean what they mean here. Never change one; a new form
/// gets files of its own.
/// </summary>
public sealed class GoldenStateTests
{
    /// <summary>Each file, what the connector's reader takes from it, and what a read with a lookback of three days on 2026-11-25 then asks for.</summary>
    public static TheoryData<string, string[], string[]> Meanings => new()
    {
        {
            "page",
            ["1 until 2026-11-22T08:00:00Z: 2026-11-01 to 2026-11-21 page_follows,page_media_view"],
            ["1 2026-11-19 to 2026-11-24 page_follows,page_media_view"]
        },
        {
            "several-ranges",
            [
                "1 until 2026-11-22T08:00:00Z: 2026-10-01 to 2026-11-21 page_follows",
                "1 until 2026-11-22T08:00:00Z: 2026-11-01 to 2026-11-21 page_media_view",
                "1 until 2026-11-22T08:00:00Z: 2026-10-01 to 2026-10-14 page_media_view",
            ],
            ["1 2026-11-19 to 2026-11-24 page_follows", "1 2026-11-19 to 2026-11-24 page_media_view", "1 2026-10-15 to 2026-10-31 page_media_view"]
        },
        {
            "silent",
            ["1 until 2026-05-10T07:00:00Z: 2026-04-01 to 2026-05-09 page_follows,page_media_view", "1 silent: 2026-05-10 to 2026-08-23 page_follows,page_media_view"],
            ["1 2026-05-07 to 2026-05-09 page_follows,page_media_view", "1 2026-08-24 to 2026-11-21 page_follows,page_media_view", "1 2026-11-22 to 2026-11-24 page_follows,page_media_view"]
        },
        {
            "nothing-read",
            ["1 until 2026-11-01T07:00:00Z"],
            ["1 2026-11-01 to 2026-11-24 page_follows,page_media_view"]
        },
        {
            "combined",
            [
                "1 until 2026-11-22T08:00:00Z: 2026-11-01 to 2026-11-21 page_follows,page_media_view",
                "2 until 2026-11-19T08:00:00Z: 2026-11-01 to 2026-11-18 page_media_view",
                "3 until 2026-11-01T07:00:00Z",
            ],
            [
                "1 2026-11-19 to 2026-11-24 page_follows,page_media_view",
                "2 2026-11-16 to 2026-11-24 page_media_view",
                "2 2026-11-01 to 2026-11-24 page_follows",
                "3 2026-11-01 to 2026-11-24 page_follows,page_media_view",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Meanings))]
    public void A_frozen_state_is_read_and_means_what_it_meant(string name, string[] meaning, string[] asked)
    {
        Assert.NotEmpty(asked);
        var (stream, blob) = InputState.Parse(Encoding.UTF8.GetBytes(Text(name))).Streams.Single();
        // What is configured now must not matter.
        var reader = new StateReader(["page_views_total"], new DateOnly(2026, 11, 20));

        var pages = stream == "page_insights" ? reader.ReadPages(blob, []) : new() { [Page1] = reader.ReadPage(blob, Page1)! };

        Assert.Equal(meaning, pages.SelectMany(page => Describe(page.Key, page.Value)));
    }

    [Theory]
    [MemberData(nameof(Meanings))]
    public async Task A_frozen_state_is_gone_on_from(string name, string[] meaning, string[] asked)
    {
        Assert.NotEmpty(meaning);
        var stream = JsonNode.Parse(Text(name))![0]!["stream"]!["stream_descriptor"]!["name"]!.GetValue<string>();
        await using var scenario = await StartAsync(SimulatedWorld.Create(pages: stream == "page_insights" ? 3 : 1));
        if (name == "silent")
        {
            scenario.World.Pages[Page1].DataReadyThrough = new DateOnly(2026, 5, 9);
        }

        Reads.Only(scenario, "page_media_view", "page_follows");
        scenario.Config
            .With("stream_layout", stream == "page_insights" ? "combined" : "per_page")
            .With("start_date", name switch { "several-ranges" => "2026-10-01", "silent" => "2026-04-01", _ => "2026-11-01" })
            .With("lookback_window_days", 3)
            .With("concurrency", 1);
        var reads = new Reads(scenario, CatalogBuilder.Incremental(stream)) { State = Text(name) };

        await reads.NextAsync(new DateOnly(2026, 11, 25));

        Assert.Equal(asked, reads.Asked);
    }

    [Theory]
    [MemberData(nameof(Meanings))]
    public async Task This_version_writes_the_frozen_states_to_the_letter(string name, string[] meaning, string[] asked)
    {
        Assert.NotEmpty(meaning);
        Assert.NotEmpty(asked);

        Assert.Equal(Text(name), await GoldenRecipes.MakeAsync(name));
    }

    private static IEnumerable<string> Describe(string pageId, PageProgress progress)
    {
        var cursor = string.Create(CultureInfo.InvariantCulture, $"{pageId[^1]} until {progress.EndTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        var covered = progress.Coverage.Ranges.Select(range => $"{cursor}: {Range(range)}").ToList();
        return [.. covered.Count == 0 ? [cursor] : covered, .. progress.Silence.Ranges.Select(range => $"{pageId[^1]} silent: {Range(range)}")];
    }

    private static string Range(CoveredRange range) =>
        string.Create(CultureInfo.InvariantCulture, $"{range.Window.First:yyyy-MM-dd} to {range.Window.Last:yyyy-MM-dd} {string.Join(',', range.Metrics)}");

    private static string Text(string name) => File.ReadAllText(RepositoryFiles.PathOf("tests", "Source.FacebookPages.Tests", "State", "Golden", "v1", name + ".json")).TrimEnd();
}
