using System.Text;
using System.Text.Json;
using Airbyte.Protocol;
using Facebook.Graph;
using Source.FacebookPages.Days;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Records;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.Records;

/// <summary>One insights answer and what comes of it.</summary>
internal sealed class InsightsReading
{
    private InsightsReading(IReadOnlyList<string> lines, DateOnly? newestDay, IReadOnlyList<string> silent)
    {
        Lines = lines;
        NewestDay = newestDay;
        Silent = silent;
    }

    /// <summary>The records as they go out.</summary>
    public IReadOnlyList<string> Lines { get; }

    public IReadOnlyList<JsonElement> Records => [.. Lines.Select(Json.Element)];

    /// <summary>metric, date and value or breakdown, for short.</summary>
    public IEnumerable<string> Short => Records.Select(record =>
        $"{record.GetProperty("metric").GetString()} {record.GetProperty("date").GetString()} {(record.GetProperty("value").ValueKind == JsonValueKind.Null ? record.GetProperty("breakdown") : record.GetProperty("value")).GetRawText()}");

    public DateOnly? NewestDay { get; }

    public IReadOnlyList<string> Silent { get; }

    /// <summary>Reads an answer for Page 100000000000001; the days known are those of the window and a week before, up to <paramref name="lastComplete"/>.</summary>
    public static InsightsReading Of(string answer, IReadOnlyList<SelectedMetric> metrics, DateWindow window, string period = "day", DateOnly? lastComplete = null)
    {
        using var batch = new RecordBatch("page_insights_100000000000001");
        var days = new DayTable(new DateWindow(window.First.AddDays(-7), lastComplete ?? window.Last.AddDays(7)));
        var writer = new InsightRecordWriter("100000000000001", period, metrics, window, days, batch);
        InsightsAnswer.Visit(Encoding.UTF8.GetBytes(answer), writer);
        writer.Complete();
        return new InsightsReading(batch.Texts(), writer.NewestDay, [.. writer.Silent.Select(metric => metric.Name)]);
    }
}
