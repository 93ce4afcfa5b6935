using Airbyte.Protocol;
using Source.FacebookPages.Streams;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.Streams;

public sealed class KnownPagesTests
{
    [Fact]
    public void Streams_of_single_Pages_name_theirs_once() =>
        Assert.Equal(["2", "10"], Known(["pages", "page_insights_2", "page_insights_2_week", "page_insights_10", "nonsense"], "page_insights", """{"pages":{"7":{}}}"""));

    [Fact]
    public void A_Page_that_vanished_from_the_combined_layout_is_known_from_its_part_of_the_state() =>
        Assert.Equal(["7", "8"], Known(["page_insights"], "page_insights", """{"version":1,"pages":{"7":{},"8":{"end_time":"2026-11-20T08:00:00Z"}}}"""));

    [Theory]
    [InlineData("""{"end_time":"2026-11-20T08:00:00Z"}""")]
    [InlineData("""{"pages":[]}""")]
    [InlineData("""{"pages":{"../me":{},"":{},"x":{},"7_week":{},"\ud800":{}}}""")]
    public void What_is_no_Page_id_is_not_looked_up(string state) => Assert.Empty(Known(["page_insights"], "page_insights", state));

    [Fact]
    public void The_state_of_a_stream_that_is_not_read_is_not_looked_at() =>
        Assert.Empty(Known(["page_insights"], "page_insights_week", """{"pages":{"7":{}}}"""));

    private static IReadOnlyList<string> Known(string[] streams, string stateOf, string state) => KnownPages.Of(
        new ConfiguredCatalog([.. streams.Select(name => new ConfiguredStream(name, SyncMode.Incremental, "incremental"))]),
        new InputState(new Dictionary<string, System.Text.Json.JsonElement> { [stateOf] = Json.Element(state) }, []));
}
