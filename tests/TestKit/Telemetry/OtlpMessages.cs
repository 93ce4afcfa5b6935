namespace TestKit.Telemetry;

/// <summary>Reads what OTLP sends; the numbers are those of opentelemetry-proto.</summary>
internal static class OtlpMessages
{
    private const int ErrorStatus = 2;

    /// <summary>The series of an ExportMetricsServiceRequest.</summary>
    public static IEnumerable<ReceivedMetric> Metrics(WireMessage request) =>
        from resourceMetrics in request.Messages(1)
        let resource = Attributes(resourceMetrics.Messages(1).Single(), 1)
        from metric in resourceMetrics.Messages(2).SelectMany(scope => scope.Messages(2))
        from series in Series(metric, resource)
        select series;

    /// <summary>The spans of an ExportTraceServiceRequest.</summary>
    public static IEnumerable<ReceivedSpan> Spans(WireMessage request) =>
        from resourceSpans in request.Messages(1)
        let resource = Attributes(resourceSpans.Messages(1).Single(), 1)
        from span in resourceSpans.Messages(2).SelectMany(scope => scope.Messages(2))
        let status = span.Messages(15).FirstOrDefault()
        select new ReceivedSpan(
            span.Text(5), span.Hex(1), span.Hex(2), span.Hex(4), Attributes(span, 9), status?.Whole(3) == ErrorStatus, status?.Text(2) ?? "", resource);

    private static IEnumerable<ReceivedMetric> Series(WireMessage metric, IReadOnlyDictionary<string, string> resource)
    {
        foreach (var (kind, field) in new[] { ("gauge", 5), ("sum", 7) })
        {
            foreach (var point in metric.Messages(field).SelectMany(data => data.Messages(1)))
            {
                yield return new ReceivedMetric(metric.Text(1), kind, metric.Text(3), Attributes(point, 7), point.Has(4) ? point.Fraction(4) : point.Whole(6), 0, resource);
            }
        }

        foreach (var point in metric.Messages(9).SelectMany(data => data.Messages(1)))
        {
            yield return new ReceivedMetric(metric.Text(1), "histogram", metric.Text(3), Attributes(point, 9), point.Fraction(5), point.Whole(4), resource);
        }
    }

    private static Dictionary<string, string> Attributes(WireMessage owner, int field) =>
        owner.Messages(field).ToDictionary(pair => pair.Text(1), pair => Value(pair.Messages(2).Single()), StringComparer.Ordinal);

    private static string Value(WireMessage value) => value.Has(1) ? value.Text(1) : value.Has(3) ? $"{value.Whole(3)}" : value.Has(4) ? $"{value.Fraction(4)}" : $"{value.Whole(2) != 0}";
}
