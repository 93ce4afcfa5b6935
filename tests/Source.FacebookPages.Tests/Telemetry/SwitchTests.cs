using System.Diagnostics;
using System.Diagnostics.Metrics;
using Source.FacebookPages.Telemetry;
using TestKit.Telemetry;

namespace Source.FacebookPages.Tests.Telemetry;

/// <summary>When there is telemetry, and of what.</summary>
[Collection(TelemetryCollection.Name)]
public sealed class SwitchTests
{
    private const string Everywhere = "OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4317";

    [Theory]
    [InlineData("", null)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=", null)]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS=a=b", null)]
    [InlineData(Everywhere, "metrics traces")]
    [InlineData(Everywhere + ";OTEL_SDK_DISABLED=True", null)]
    [InlineData(Everywhere + ";OTEL_SDK_DISABLED=false", "metrics traces")]
    [InlineData(Everywhere + ";OTEL_METRICS_EXPORTER=none", "traces")]
    [InlineData(Everywhere + ";OTEL_TRACES_EXPORTER=none", "metrics")]
    [InlineData(Everywhere + ";OTEL_METRICS_EXPORTER=none;OTEL_TRACES_EXPORTER=none", null)]
    [InlineData(Everywhere + ";OTEL_METRICS_EXPORTER=otlp", "metrics traces")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://c:4317", "metrics")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://c:4317", "traces")]
    public void The_variables_of_OpenTelemetry_decide(string variables, string? expected)
    {
        var environment = variables.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(variable => variable.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

        var settings = TelemetrySettings.Read(name => environment.GetValueOrDefault(name));

        Assert.Equal(expected, settings is null ? null : string.Join(' ', new[] { settings.Metrics is null ? "" : "metrics", settings.Traces is null ? "" : "traces" }.Where(word => word.Length > 0)));
    }

    [Fact]
    public async Task Without_them_no_instrument_and_no_source_of_spans_is_there_and_with_them_they_are()
    {
        List<string> heard = [];
        using var meters = new MeterListener { InstrumentPublished = (instrument, _) => Hear(instrument.Meter.Name) };
        using var sources = new ActivityListener { ShouldListenTo = source => Hear(source.Name) };
        meters.Start();
        ActivitySource.AddActivityListener(sources);
        await using var story = await EndToEnd.Failures.Story.StartAsync(pages: 1);

        await story.ReadAsync();
        Assert.Empty(heard);

        await using var receiver = await OtlpReceiver.StartAsync();
        story.Variables.SendTo(receiver);
        story.Variables["OTEL_SDK_DISABLED"] = "true";
        await story.ReadAsync();
        Assert.Empty(heard);
        Assert.Empty(receiver.Requests);

        story.Variables["OTEL_SDK_DISABLED"] = "false";
        await story.ReadAsync();
        Assert.NotEmpty(heard);
        Assert.NotEmpty(receiver.Requests);

        bool Hear(string name)
        {
            if (name == "source-facebook-pages-insights")
            {
                lock (heard)
                {
                    heard.Add(name);
                }
            }

            return false;
        }
    }

    [Theory]
    [InlineData("METRICS", "/v1/metrics")]
    [InlineData("TRACES", "/v1/traces")]
    public async Task One_of_the_two_can_have_a_collector_of_its_own_and_the_other_none(string signal, string path)
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var story = await EndToEnd.Failures.Story.StartAsync(pages: 1);
        story.Variables[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"] = new Uri(receiver.Address, path).ToString();
        story.Variables[$"OTEL_EXPORTER_OTLP_{signal}_PROTOCOL"] = "http/protobuf";
        story.Variables[$"OTEL_EXPORTER_OTLP_{signal}_HEADERS"] = "x-tenant=seven";

        await story.DiscoverAsync();

        Assert.NotEmpty(receiver.Requests);
        Assert.All(receiver.Requests, request => Assert.Equal((path, "seven"), (request.Target, request.Header("x-tenant"))));
    }

    [Fact]
    public async Task Unless_told_otherwise_it_speaks_gRPC()
    {
        await using var receiver = await OtlpReceiver.StartAsync(grpc: true);
        await using var story = await EndToEnd.Failures.Story.StartAsync(pages: 1);
        story.Variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Address.ToString();

        var output = await story.DiscoverAsync();

        Assert.Equal("", output.Said("WARN"));
        Assert.Contains(receiver.Spans, span => span.Name == "discover");
        Assert.Contains(receiver.Metrics, metric => metric.Name == "facebook_pages.runs");
    }
}
