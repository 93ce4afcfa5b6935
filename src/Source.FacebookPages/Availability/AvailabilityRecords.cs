using System.Text.Json;
using Airbyte.Protocol;
using Source.FacebookPages.Days;
using Source.FacebookPages.Drift;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Schemas;

namespace Source.FacebookPages.Availability;

/// <summary>Writes the records of the stream <c>metric_availability</c>.</summary>
/// <param name="memory">What is remembered from earlier runs; null where nothing is kept.</param>
/// <param name="now">The moment of the run.</param>
internal sealed class AvailabilityRecords(MetricMemory? memory, DateTimeOffset now)
{
    /// <summary>Writes one record.</summary>
    public void Write(RecordBatch batch, string pageId, SelectedMetric metric, string period, MetricFinding finding)
    {
        var json = batch.BeginRecord();
        json.WriteStartObject();
        json.WriteString(MetricAvailabilitySchema.PageId, pageId);
        json.WriteString(MetricAvailabilitySchema.Metric, metric.Name);
        json.WriteString(MetricAvailabilitySchema.MetricGroup, metric.Group);
        json.WriteString(MetricAvailabilitySchema.Period, period);
        json.WriteString(MetricAvailabilitySchema.Status, MetricFinding.NameOf(finding.Status));
        WriteText(json, MetricAvailabilitySchema.Since, Since(pageId, metric, period, finding));
        if (finding.Error is { Code: not 0 } error)
        {
            json.WriteNumber(MetricAvailabilitySchema.Code, error.Code);
        }
        else
        {
            json.WriteNull(MetricAvailabilitySchema.Code);
        }

        WriteText(json, MetricAvailabilitySchema.Message, finding.Error?.Message);
        WriteText(json, MetricAvailabilitySchema.Successor, metric.Definition is { Successors.Count: > 0 } definition ? string.Join(", ", definition.Successors) : null);
        json.WriteString(MetricAvailabilitySchema.CheckedAt, IsoInstant.Write(now));
        json.WriteEndObject();
        batch.EndRecord();
    }

    private string? Since(string pageId, SelectedMetric metric, string period, MetricFinding finding)
    {
        if (finding.Status == MetricStatus.Dead && metric.Definition?.DeadDate is { } removal)
        {
            return ObservationsWriter.Day(removal);
        }

        if (memory is null)
        {
            return null;
        }

        var before = memory.Find(new MetricKey(metric.Name, period), pageId);
        return ObservationsWriter.Day(before is { } entry && entry.Status == finding.Status ? entry.Since : PacificCalendar.LastCompleteDay(now).AddDays(1));
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is null)
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteString(name, value);
        }
    }
}
