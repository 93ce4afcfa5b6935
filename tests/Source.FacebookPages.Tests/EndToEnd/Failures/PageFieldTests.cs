using System.Text.Json.Nodes;
using GraphSimulator.Faults;
using TestKit;

namespace Source.FacebookPages.Tests.EndToEnd.Failures;

public sealed class PageFieldTests
{
    [Fact]
    public async Task Fields_that_are_gone_are_left_out_with_one_warning_each_and_soon_not_asked_for_any_more()
    {
        await using var story = await Story.StartAsync(pages: 12);
        story.Config.WithList("page_fields", "name", "genre", "category", "website").With("concurrency", 1);
        story.World.RefusedPageFields["genre"] = true;
        story.World.RefusedPageFields["website"] = true;

        var output = await story.ReadAsync(CatalogBuilder.FullRefresh("pages"));

        Assert.Equal(0, output.ExitCode);
        var rows = Rows(output);
        Assert.Equal(story.Pages, rows.Keys.Order());
        Assert.All(rows.Values, row => Assert.Equal(["page_id", "name", "category"], row.Select(field => field.Key)));
        var warnings = output.Logs.Where(log => log.Level == "WARN").Select(log => log.Message).ToList();
        Assert.Equal(2, warnings.Count);
        Assert.Single(warnings, warning => warning.Contains("genre", StringComparison.Ordinal));
        Assert.Single(warnings, warning => warning.Contains("website", StringComparison.Ordinal));
        // Three Pages find out about two fields; the other nine are asked once.
        Assert.Equal((3 * 3) + 9, story.Journal.Entries.Count(call => call is { Edge: "", PageId: not null }));
    }

    [Fact]
    public async Task A_field_that_one_Page_lacks_is_not_lost_for_the_others()
    {
        await using var story = await Story.StartAsync(pages: 3);
        story.Config.With("concurrency", 1);
        story.World.Pages[Story.PageId(1)].RefusedFields["category"] = true;

        var output = await story.ReadAsync(CatalogBuilder.FullRefresh("pages"));

        Assert.Equal(0, output.ExitCode);
        Assert.Equal([false, true, true], story.Pages.Select(page => Rows(output)[page].ContainsKey("category")));
    }

    [Fact]
    public async Task A_field_that_is_refused_without_a_name_is_found_all_the_same()
    {
        await using var story = await Story.StartAsync(pages: 1);
        story.Config.WithList("page_fields", "name", "category", "website", "about", "link");
        story.With(Fault.Answer(GraphErrors.FieldNotOnNewPages) with { Edge = "", When = call => call.Parameters["fields"]!.Split(',').Contains("website") });

        var output = await story.ReadAsync(CatalogBuilder.FullRefresh("pages"));

        Assert.Equal(0, output.ExitCode);
        Assert.Equal(["about", "category", "link", "name", "page_id"], Rows(output)[Story.PageId(1)].Select(field => field.Key).Order(StringComparer.Ordinal));
        Assert.Contains("website", Assert.Single(output.Logs, log => log.Level == "WARN").Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, JsonObject> Rows(ConnectorOutput output) => output.Records.ToDictionary(record => record.Data["page_id"]!.GetValue<string>(), record => record.Data);
}
