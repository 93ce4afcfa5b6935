using GraphSimulator.Faults;
using GraphSimulator.World;

namespace GraphSimulator.Tests.Faults;

public sealed class TooMuchDataTests
{
    [Fact]
    public async Task Asking_for_fewer_metrics_or_days_helps()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.TooMuchData = new TooMuchData { MostPoints = 60 };

        var tooMuch = await simulator.InsightsAsync("metric=page_follows,page_media_view,page_views_total&period=day&since=2026-10-01&until=2026-10-31");

        Assert.Equal((500, 1, null), tooMuch.Kind);
        Assert.Equal("Please reduce the amount of data you're asking for, then retry your request", tooMuch.Message);
        Assert.Equal(200, (await simulator.InsightsAsync("metric=page_follows,page_media_view&period=day&since=2026-10-01&until=2026-10-31")).Status);
        Assert.Equal(200, (await simulator.InsightsAsync("metric=page_follows,page_media_view,page_views_total&period=day&since=2026-10-01&until=2026-10-21")).Status);
        Assert.Equal(500, (await simulator.InsightsAsync("metric=page_follows,page_media_view&since=2026-10-01&until=2026-10-31")).Status);
    }

    [Fact]
    public async Task It_can_be_the_error_without_a_reason_and_for_one_Page_only()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.TooMuchData = new TooMuchData { MostDays = 10, PageId = Simulator.Two, Error = GraphErrors.UnknownWithSubcode };
        const string Query = "metric=page_follows&period=day&since=2026-10-01&until=2026-10-31";

        Assert.Equal(200, (await simulator.InsightsAsync(Query)).Status);
        Assert.Equal((500, 1, 99), (await simulator.InsightsAsync(Query, Simulator.Two)).Kind);
    }
}
