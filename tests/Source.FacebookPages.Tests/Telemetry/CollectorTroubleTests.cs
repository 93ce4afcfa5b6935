using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Source.FacebookPages.Telemetry;
using TestKit;
using TestKit.Telemetry;

namespace Source.FacebookPages.Tests.Telemetry;

/// <summary>A collector that is in trouble is no trouble of the run.</summary>
[Collection(TelemetryCollection.Name)]
public sealed class CollectorTroubleTests
{
    [Fact]
    public async Task Nobody_listens()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();

        await AssertUnharmedAsync(
            variables =>
            {
                variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://somebody:of-the-collector@127.0.0.1:{port}";
                variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
            },
            $"the collector (127.0.0.1:{port}: Connection refused");
    }

    [Fact]
    public async Task It_refuses()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        receiver.Status = 403;

        await AssertUnharmedAsync(variables => variables.SendTo(receiver), $"the collector ({receiver.Address.Authority}: HTTP 403)");
    }

    [Fact]
    public async Task It_refuses_by_gRPC()
    {
        await using var receiver = await OtlpReceiver.StartAsync(grpc: true);
        receiver.GrpcStatus = 7;

        await AssertUnharmedAsync(variables => variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Address.ToString(), $"the collector ({receiver.Address.Authority}: gRPC status 7)");
    }

    [Fact]
    public async Task It_never_answers()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        receiver.Status = null;

        await AssertUnharmedAsync(
            variables =>
            {
                variables.SendTo(receiver);
                variables["OTEL_EXPORTER_OTLP_TIMEOUT"] = "200";
            },
            $"the collector ({receiver.Address.Authority}: no answer in time)");
    }

    [Theory]
    [InlineData(false, 4.5, 8)]
    [InlineData(true, 0.9, 4)]
    public async Task A_run_waits_five_seconds_for_it_and_one_when_in_a_hurry(bool hurry, double least, double most)
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        receiver.Status = null;
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        variables.SendTo(receiver);
        using var export = new TelemetryExport(TelemetrySettings.Read(name => variables.GetValueOrDefault(name))!, "a-meter", "1", "r1");
        using var source = new ActivitySource("a-meter");
        source.StartActivity("work")!.Stop();
        var began = TimeProvider.System.GetTimestamp();

        var failure = await export.EndAsync(new CancellationToken(canceled: hurry));

        Assert.Equal($"{receiver.Address.Authority}: no answer in time", failure);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, least, most);
    }

    [Fact]
    public async Task An_address_that_is_none_is_a_warning_too() =>
        await AssertUnharmedAsync(variables => variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = "localhost:4317", "There are no metrics and traces of this run: The address of the collector must begin with http:// or https://.");

    private static async Task AssertUnharmedAsync(Action<Dictionary<string, string>> set, string warning)
    {
        await using var story = await EndToEnd.Failures.Story.StartAsync(pages: 1);
        story.Variables["OTEL_EXPORTER_OTLP_HEADERS"] = "authorization=of-the-collector";
        set(story.Variables);

        var output = await story.ReadAsync();

        Assert.Equal(0, output.ExitCode);
        story.AssertTruth(output, story.Pages);
        Assert.Contains(warning, Assert.Single(output.Said("WARN").Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain("of-the-collector", output.StandardOutput, StringComparison.Ordinal);
    }
}
