using System.Globalization;
using System.Text.Json;
using Source.FacebookPages.Drift;

namespace Source.FacebookPages.Tests.Drift;

public class ObservationsTests
{
    private static readonly DateOnly First = new(2026, 11, 20);
    private static readonly DateOnly Second = new(2026, 11, 21);

    [Fact]
    public void What_is_remembered_is_read_again_as_it_was_written()
    {
        var observations = Example();

        var again = Read(ObservationsWriter.Write(observations));

        Assert.Equal(ObservationsWriter.Write(observations).ToArray(), ObservationsWriter.Write(again).ToArray());
        Assert.Equal(new MetricMemory.Entry(MetricStatus.Empty, Second), again.Metrics.Find(new MetricKey("b", "week"), "10"));
        Assert.Equal(new MetricMemory.Entry(MetricStatus.Delivered, First), again.Metrics.Find(new MetricKey("a", "day"), "9"));
        Assert.Null(again.Metrics.Find(new MetricKey("b", "week"), "9"));
        Assert.Equal(new Observations.ServedVersion("v25.0", "v24.0", First), again.Version);
        Assert.Equal(First, again.Deviations[(DriftKind.UnknownKey, "a gifted")]);
        Assert.Equal("map", again.Forms["c"]);
        Assert.Equal("unknown_key", Assert.Single(again.History).Kind);
    }

    [Fact]
    public void A_status_keeps_its_day_until_it_changes_and_what_is_not_looked_at_stays()
    {
        var memory = Example().Metrics.After([("9", new MetricKey("a", "day"), MetricFinding.Delivered), ("10", new MetricKey("b", "week"), MetricFinding.Delivered)], new DateOnly(2026, 11, 25));

        Assert.Equal(new MetricMemory.Entry(MetricStatus.Delivered, First), memory.Find(new MetricKey("a", "day"), "9"));
        Assert.Equal(new MetricMemory.Entry(MetricStatus.Delivered, new DateOnly(2026, 11, 25)), memory.Find(new MetricKey("b", "week"), "10"));
        Assert.Equal(new MetricMemory.Entry(MetricStatus.Delivered, First), memory.Find(new MetricKey("a", "day"), "10"));
    }

    [Fact]
    public void Five_thousand_Pages_with_forty_metrics_take_less_than_200_kilobytes()
    {
        var findings = Enumerable.Range(0, 5000).SelectMany(page => Enumerable.Range(0, 40), (page, metric) => (
            (100_000_000_000_000L + page).ToString(CultureInfo.InvariantCulture),
            new MetricKey($"page_metric_{metric}", "day"),
            page % 1000 == metric ? MetricFinding.Empty : MetricFinding.Delivered));

        var written = ObservationsWriter.Write(new Observations { Metrics = MetricMemory.None.After(findings, First) });

        Assert.InRange(written.Length, 85_000, 200_000);
        Assert.Equal(MetricStatus.Empty, Read(written).Metrics.Find(new MetricKey("page_metric_7", "day"), "100000000003007")!.Value.Status);
    }

    [Theory]
    [InlineData("""{"type":"object"}""")]
    [InlineData("""{"x-observed":{"pages":[],"metrics":[{"metric":"a","period":"day","status":"delivered","since":"2026-11-20","pages":"0-7"}],"forms":{},"deviations":[],"history":[]}}""")]
    [InlineData("""{"x-observed":{"pages":["1"],"metrics":[{"metric":"a","period":"day","status":"sleeping","since":"2026-11-20","pages":"0"}],"forms":{},"deviations":[],"history":[]}}""")]
    [InlineData("""{"x-observed":{"pages":["1"],"metrics":[],"forms":{},"deviations":[{"kind":"unknown_key","what":"a b","since":"yesterday"}],"history":[]}}""")]
    [InlineData("""{"x-observed":{"pages":["1"],"metrics":[],"forms":{"a":7},"deviations":[],"history":[]}}""")]
    public void Something_else_is_no_memory(string schema)
    {
        Assert.Throws<FormatException>(() => Read(System.Text.Encoding.UTF8.GetBytes(schema)));
    }

    [Theory]
    [InlineData(new[] { 0, 1, 2, 5, 7, 8 }, "0-2,5,7-8")]
    [InlineData(new[] { 3 }, "3")]
    [InlineData(new int[0], "")]
    public void Ranges_say_which_Pages_are_meant(int[] places, string text)
    {
        Assert.Equal(text, PageRanges.Write(places));
        Assert.Equal(places, PageRanges.Read(text, 10));
    }

    [Theory]
    [InlineData("10")]
    [InlineData("0-10")]
    [InlineData("a")]
    [InlineData("1-2-3")]
    [InlineData("-1")]
    public void Other_ranges_are_mistakes(string text)
    {
        Assert.Throws<FormatException>(() => PageRanges.Read(text, 10).ToList());
    }

    private static Observations Example() => new()
    {
        Version = new Observations.ServedVersion("v25.0", "v24.0", First),
        Metrics = MetricMemory.None
            .After([("9", new MetricKey("a", "day"), MetricFinding.Delivered), ("10", new MetricKey("a", "day"), MetricFinding.Delivered)], First)
            .After([("10", new MetricKey("b", "week"), MetricFinding.Empty)], Second),
        Forms = new Dictionary<string, string> { ["c"] = "map" },
        Deviations = new Dictionary<(DriftKind, string), DateOnly> { [(DriftKind.UnknownKey, "a gifted")] = First },
        History = [new Observations.RecordedDrift(First, "run-1", "unknown_key", "a gifted", "The breakdown …")],
    };

    private static Observations Read(ReadOnlyMemory<byte> schema)
    {
        using var document = JsonDocument.Parse(schema);
        return ObservationsReader.Read(document.RootElement);
    }
}
