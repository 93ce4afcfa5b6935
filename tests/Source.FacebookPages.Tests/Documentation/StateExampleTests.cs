using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Source.FacebookPages.Days;
using Source.FacebookPages.State;

namespace Source.FacebookPages.Tests.Documentation;

public class StateExampleTests
{
    private const string PageId = "100000000000001";

    private static readonly IReadOnlyList<MarkdownBlock> States =
    [
        .. MarkdownFile.Load("README.md").Blocks
            .Where(block => block.Language == "json" && block.Text.Contains("\"metric_sets\"", StringComparison.Ordinal)),
    ];

    // What is wanted now must not matter for a state of the connector's own form.
    private static readonly StateReader Reader = new(["page_total_actions"], new DateOnly(2026, 5, 5));

    [Fact]
    public void The_state_of_a_Page_is_read_and_written_again_as_it_stands()
    {
        var progress = Reader.ReadPage(Element(States[0]), PageId)!;

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(States[0].Text), Written(writer => writer.WritePage(progress))));
    }

    [Fact]
    public void The_state_of_a_Page_says_what_the_text_says()
    {
        var coverage = Reader.ReadPage(Element(States[0]), PageId)!.Coverage;

        Assert.Equal(new DateOnly(2026, 6, 30), coverage.Of("page_views_total").Latest!.Value.Last);
        Assert.Equal(new DateOnly(2026, 11, 21), coverage.Of("page_follows").Latest!.Value.Last);
        Assert.Equal(new DateOnly(2026, 11, 21), coverage.Of("page_media_view").Latest!.Value.Last);
    }

    [Fact]
    public void The_state_of_all_Pages_is_read_and_written_again_as_it_stands()
    {
        var pages = Reader.ReadPages(Element(States[1]), []);

        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse(States[1].Text),
            Written(writer => writer.WritePages(pages, pages.Values.Min(page => page.EndTime)))));
    }

    [Fact]
    public void The_cursor_of_each_example_is_the_end_of_the_last_day_that_all_metrics_have()
    {
        Assert.Equal(2, States.Count);
        foreach (var part in new[] { Reader.ReadPage(Element(States[0]), PageId)! }.Concat(Reader.ReadPages(Element(States[1]), []).Values))
        {
            var metrics = part.Coverage.Ranges.SelectMany(range => range.Metrics);
            var lastDays = metrics.Select(metric => part.Coverage.Of(metric).Latest!.Value.Last);
            Assert.Equal(PacificCalendar.EndOf(lastDays.Min()), part.EndTime);
        }
    }

    private static JsonElement Element(MarkdownBlock block) => JsonElement.Parse(block.Text);

    private static JsonNode? Written(Action<StateWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(new StateWriter(json));
        }

        return JsonNode.Parse(Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
