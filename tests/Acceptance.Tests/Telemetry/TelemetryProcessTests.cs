using System.Diagnostics;
using System.Text.Json.Nodes;
using Acceptance.Tests.Executable;
using Acceptance.Tests.Unattended;
using TestKit;
using TestKit.Telemetry;

namespace Acceptance.Tests.Telemetry;

/// <summary>The native executable sends metrics and traces.</summary>
public sealed class TelemetryProcessTests
{
    private const int Terminate = 15;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_read_sends_what_Facebook_saw(bool grpc)
    {
        await using var receiver = await OtlpReceiver.StartAsync(grpc);
        await using var launched = await Launched.PrepareAsync(pages: 2);
        var catalog = CatalogBuilder.Of([("pages", "full_refresh"), (Launched.Insights, "incremental")]);

        var output = await launched.RunAsync(launched.Read(launched.Config(days: 5), catalog), catalog, folder: null, [.. Variables(receiver, grpc).Select(pair => (pair.Key, (string?)pair.Value))]);

        Assert.Equal(0, output.ExitCode);
        Assert.Equal("", output.Said("WARN"));
        Assert.Equal(launched.Server.Journal.Count, receiver.Sums("facebook_pages.requests", "outcome")["ok"]);
        Assert.Equal(output.Records.Count, receiver.Sums("facebook_pages.records", "stream").Values.Sum());
        Assert.Equal(["pages", "page_insights"], receiver.Spans.Where(span => span.Attributes.ContainsKey("stream")).Select(span => span.Name["read ".Length..]).Distinct().OrderDescending());
        Assert.Equal(launched.Server.Journal.Count, receiver.Spans.Count(span => span.Attributes.ContainsKey("edge")));
        SecretScan.Check(launched.World, receiver.AllText);
    }

    [Fact]
    public async Task A_sync_names_its_connection_and_its_run()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var unattended = await UnattendedProcess.PrepareAsync(pages: 2, days: 10);
        unattended.WithVariables(Variables(receiver));

        var outcome = await unattended.RunAsync(unattended.Sync());

        Assert.Equal("succeeded", outcome.Status);
        var run = Assert.Single(receiver.Spans, span => span.ParentId.Length == 0);
        Assert.Equal(("sync", "c", outcome.RunId, "succeeded"), (run.Name, run.Attributes["connection"], run.Attributes["run_id"], run.Attributes["status"]));
        Assert.All(receiver.Metrics, metric => Assert.Equal(outcome.RunId, metric.Resource["service.instance.id"]));
        Assert.All(outcome.Logs, log => Assert.Equal(outcome.RunId, log["run_id"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Each_invocation_of_a_function_is_a_run_of_its_own()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var api = await RuntimeApiServer.StartAsync();
        await using var unattended = await UnattendedProcess.PrepareAsync(pages: 1, days: 10);
        using var process = await unattended.WithVariables(Variables(receiver)).WithVariable("AWS_LAMBDA_RUNTIME_API", api.Authority).StartAsync();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        List<string> runs = [];
        for (var number = 0; number < 2; number++)
        {
            var outcome = await api.InvokeAsync(unattended.SyncEvent(), TestContext.Current.CancellationToken);
            runs.Add(JsonNode.Parse(outcome.Answer!)!["run_id"]!.GetValue<string>());
        }

        PublishedConnector.Signal(process, Terminate);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        SecretScan.Check(unattended.Server.World, await output + await errors + receiver.AllText);

        Assert.Equal(runs, receiver.Metrics.Where(metric => metric.Name == "facebook_pages.runs").Select(metric => metric.Resource["service.instance.id"]));
        Assert.Equal(runs, receiver.Spans.Where(span => span.ParentId.Length == 0).Select(span => span.Attributes["run_id"]));
        Assert.Equal(unattended.Server.Journal.Count, receiver.Sums("facebook_pages.requests", "outcome")["ok"]);
    }

    [Fact]
    public async Task A_signal_ends_it_in_time_although_the_collector_hangs()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        receiver.Status = null;
        await using var launched = await Launched.PrepareAsync();
        launched.World.Latency = TimeSpan.FromMilliseconds(30);
        var variables = Variables(receiver).Select(pair => (pair.Key, (string?)pair.Value)).ToArray();
        using var process = await Launched.StartAsync(launched.Read(launched.Config(400).With("window_days", 1), CatalogBuilder.Incremental(Launched.Insights)), folder: null, variables);
        for (var line = 0; line < 50; line++)
        {
            await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        }

        var began = Stopwatch.GetTimestamp();
        PublishedConnector.Signal(process, Terminate);
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        // Two seconds are promised; a busy machine may need a moment to notice the end.
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Equal(128 + Terminate, process.ExitCode);
    }

    private static Dictionary<string, string> Variables(OtlpReceiver receiver, bool grpc = false) => new(StringComparer.Ordinal)
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Address.ToString(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = grpc ? "grpc" : "http/protobuf",
    };
}
