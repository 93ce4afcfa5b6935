using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using TestKit;

namespace Acceptance.Tests.Unattended;

/// <summary>The executable as a Lambda function: a process without arguments that finds the Runtime API by its variable.</summary>
public sealed class LambdaProcessTests
{
    private const int Starts = 15;
    private const double MostMilliseconds = 60;
    private const double MostMegabytes = 100;
    private const int Terminate = 15;

    // What starting any process at all costs on a machine that has nothing else to do.
    private const double QuietMilliseconds = 5;

    [Fact]
    public async Task It_asks_for_its_first_invocation_within_60_ms()
    {
        List<double> nothing = [];
        List<double> first = [];
        for (var start = 0; start <= Starts; start++)
        {
            var began = Stopwatch.GetTimestamp();
            using (var process = Process.Start("/bin/true"))
            {
                await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            nothing.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            first.Add(await FirstNextAsync());
        }

        // The first of all warms the machine up.
        first.RemoveAt(0);
        var text = string.Create(
            CultureInfo.InvariantCulture, $"Lambda: process start to the first call for an invocation: median {Measured.Median(first):0.0} ms of {Starts} starts; /bin/true: {Measured.Median(nothing):0.0} ms.");
        Figures.Note(text);
        if (Measured.Median(nothing) > QuietMilliseconds)
        {
            Assert.Skip("The machine is busy with something else. " + text);
        }

        Assert.True(Measured.Median(first) < MostMilliseconds, text);
    }

    [Fact]
    public async Task Two_years_of_20_Pages_stay_under_100_MB_and_a_second_invocation_goes_on()
    {
        await using var api = await RuntimeApiServer.StartAsync();
        await using var unattended = await UnattendedProcess.PrepareAsync(pages: 20, days: 729);
        using var process = await unattended.WithVariable("AWS_LAMBDA_RUNTIME_API", api.Authority).StartAsync();
        _ = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        _ = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);

        var first = await AnswerAsync(api, unattended);
        var second = await AnswerAsync(api, unattended);
        // It waits for a third, so the mark can be read.
        var peak = Measured.HighWaterMark(process.Id);
        PublishedConnector.Signal(process, Terminate);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        var records = first["streams"]!.AsArray().Sum(stream => stream!["records"]!.GetValue<long>());
        Figures.Note(string.Create(CultureInfo.InvariantCulture, $"Lambda: two years of 20 Pages, {records} records: at most {peak:0.0} MB resident."));
        Assert.Equal(0, process.ExitCode);
        Assert.Equal("succeeded", first["status"]!.GetValue<string>());
        Assert.Equal(20 * 2 * 7, second["streams"]!.AsArray().Where(stream => StreamNames.IsInsights(stream!["name"]!.GetValue<string>())).Sum(stream => stream!["records"]!.GetValue<long>()));
        unattended.AssertTruth();
        Assert.InRange(peak, 5, MostMegabytes);
    }

    private static async Task<JsonObject> AnswerAsync(RuntimeApiServer api, UnattendedProcess unattended)
    {
        var outcome = await api.InvokeAsync(unattended.SyncEvent(), TestContext.Current.CancellationToken);
        Assert.Null(outcome.Error);
        return JsonNode.Parse(outcome.Answer!)!.AsObject();
    }

    private static async Task<double> FirstNextAsync()
    {
        await using var api = await RuntimeApiServer.StartAsync();
        var start = new ProcessStartInfo(await PublishedConnector.PathAsync()) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = api.Authority;
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        await api.FirstNext.WaitAsync(TestContext.Current.CancellationToken);
        var time = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        PublishedConnector.Signal(process, Terminate);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return time;
    }
}
