using System.Globalization;
using System.Text;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Days;
using Source.FacebookPages.Metrics;

namespace Bench.Inner;

/// <summary>What the inner pieces are fed with: a window of 90 days of the default metrics of a Page.</summary>
internal static class Sample
{
    /// <summary>The Page.</summary>
    public const string PageId = "100000000000001";

    /// <summary>The days.</summary>
    public static DateWindow Window { get; } = new(new DateOnly(2026, 3, 1), new DateOnly(2026, 5, 29));

    /// <summary>The metrics.</summary>
    public static IReadOnlyList<SelectedMetric> Metrics { get; } =
        MetricSelection.Select(MetricRegistry.Load(), null, [], [], [InsightsPeriod.Day], new DateOnly(2026, 5, 30)).For(InsightsPeriod.Day);

    /// <summary>An answer as Graph gives it, numbers only.</summary>
    public static byte[] Answer()
    {
        var text = new StringBuilder("{\"data\":[");
        for (var index = 0; index < Metrics.Count; index++)
        {
            text.Append(index == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{{\"name\":\"{Metrics[index].RequestName}\",\"period\":\"day\",\"values\":[");
            for (var day = 0; day < Window.Days; day++)
            {
                var end = PacificCalendar.EndOf(Window.First.AddDays(day)).UtcDateTime;
                text.Append(day == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{{\"value\":{(index * 977) + (day * 31)},\"end_time\":\"{end:yyyy-MM-dd'T'HH:mm:ss}+0000\"}}");
            }

            text.Append(CultureInfo.InvariantCulture, $"],\"title\":\"Daily\",\"description\":\"A number.\",\"id\":\"{PageId}/insights/{Metrics[index].RequestName}/day\"}}");
        }

        return Encoding.UTF8.GetBytes(text.Append("]}").ToString());
    }
}
