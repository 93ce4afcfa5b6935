using CsCheck;
using Source.FacebookPages.Catalog;
using Source.FacebookPages.Configuration;

namespace Source.FacebookPages.Tests.Catalog;

public class StreamNameTests
{
    [Fact]
    public void Names_are_those_of_the_contract()
    {
        Assert.Equal("pages", StreamName.Pages.ToString());
        Assert.Equal("page_insights_100000000000001", StreamName.OfPage("100000000000001", InsightsPeriod.Day).ToString());
        Assert.Equal("page_insights_100000000000001_week", StreamName.OfPage("100000000000001", InsightsPeriod.Week).ToString());
        Assert.Equal("page_insights_100000000000001_days_28", StreamName.OfPage("100000000000001", InsightsPeriod.Days28).ToString());
        Assert.Equal("page_insights", StreamName.Combined(InsightsPeriod.Day).ToString());
        Assert.Equal("page_insights_week", StreamName.Combined(InsightsPeriod.Week).ToString());
        Assert.Equal("page_insights_days_28", StreamName.Combined(InsightsPeriod.Days28).ToString());
    }

    [Theory]
    [InlineData("pages", null, null, false)]
    [InlineData("page_insights", null, "day", true)]
    [InlineData("page_insights_week", null, "week", true)]
    [InlineData("page_insights_days_28", null, "days_28", true)]
    [InlineData("page_insights_28", "28", "day", false)]
    [InlineData("page_insights_28_week", "28", "week", false)]
    [InlineData("page_insights_28_days_28", "28", "days_28", false)]
    public void A_name_is_read_as_it_was_meant(string text, string? pageId, string? period, bool combined)
    {
        var name = StreamName.Parse(text);

        Assert.NotNull(name);
        Assert.Equal(pageId, name.Value.PageId);
        Assert.Equal(period, name.Value.Period?.Name());
        Assert.Equal(combined, name.Value.IsCombined);
        Assert.Equal(period is not null, name.Value.IsInsights);
        Assert.Equal(text, name.Value.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("page")]
    [InlineData("Pages")]
    [InlineData("pages_week")]
    [InlineData("page_insights_")]
    [InlineData("page_insights__week")]
    [InlineData("page_insights_day")]
    [InlineData("page_insights_1_day")]
    [InlineData("page_insights_1_month")]
    [InlineData("page_insights_week_week")]
    [InlineData("page_insights_01")]
    [InlineData("page_insights_bluedoor")]
    [InlineData("page_insights_1 ")]
    [InlineData("page_insights_-1")]
    [InlineData("page_insights_\u0661")]
    [InlineData("page_insightsweek")]
    public void A_name_that_no_stream_has_is_not_read(string text)
    {
        Assert.Null(StreamName.Parse(text));
    }

    [Fact]
    public void Every_name_is_read_back_and_fits_into_63_bytes_of_plain_letters()
    {
        Gen.Select(Gen.Char["123456789"], Gen.String[Gen.Char["0123456789"], 0, 31], Gen.Int[0, 2]).Sample((first, rest, period) =>
        {
            var name = StreamName.OfPage(first + rest, (InsightsPeriod)period);
            var text = name.ToString();
            return StreamName.Parse(text) == name && text.Length <= 63 && text.All(character => character is '_' or >= 'a' and <= 'z' or >= '0' and <= '9');
        });
    }
}
