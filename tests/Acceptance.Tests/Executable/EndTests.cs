using System.Diagnostics;
using System.Text;
using TestKit;

namespace Acceptance.Tests.Executable;

/// <summary>How it ends when it is told to, or when nobody listens any more.</summary>
public sealed class EndTests
{
    private const int Interrupt = 2;
    private const int Terminate = 15;

    // Two seconds are promised; a busy machine may need a moment to notice the end.
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task A_reader_that_takes_one_line_and_goes_ends_it_and_its_calls()
    {
        await using var launched = await Launched.PrepareAsync();
        launched.World.Latency = TimeSpan.FromMilliseconds(50);
        using var process = await Launched.StartAsync(launched.Read(launched.Config(720).With("window_days", 1), CatalogBuilder.Incremental(Launched.Insights)));

        _ = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        process.StandardOutput.Close();
        await EndsInTimeAsync(process);

        Assert.Equal(1, process.ExitCode);
        Assert.InRange(launched.Server.Journal.Count, 1, 200);
        Assert.DoesNotContain("   at ", await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    /// <summary>Twenty moments of a read, as the lines seen before the signal comes; seeded.</summary>
    public static TheoryData<int, int> Moments()
    {
        var chance = new Random(20);
        var moments = new TheoryData<int, int> { { Interrupt, 40 } };
        foreach (var lines in Enumerable.Range(0, 20).Select(_ => chance.Next(5, 500)).Distinct())
        {
            moments.Add(Terminate, lines);
        }

        return moments;
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task A_signal_ends_a_read_with_whole_lines_and_the_states_of_finished_windows(int signal, int lines)
    {
        await using var launched = await Launched.PrepareAsync(pages: 2);
        launched.World.Latency = TimeSpan.FromMilliseconds(20);
        var config = launched.Config(400).With("window_days", 1).WithList("metric_groups", "media_view");
        var catalog = CatalogBuilder.Incremental(Launched.Insights, "page_insights_100000000000002");
        using var process = await Launched.StartAsync(launched.Read(config, catalog));
        var read = new StringBuilder();
        for (var line = 0; line < lines; line++)
        {
            read.Append(await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).Append('\n');
        }

        var began = Stopwatch.GetTimestamp();
        PublishedConnector.Signal(process, signal);
        read.Append(await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, Promised + Grace);
        Assert.Equal(128 + signal, process.ExitCode);
        var stopped = ProtocolChecks.Verify(new ConnectorOutput(process.ExitCode, Encoding.UTF8.GetBytes(read.ToString()), ""), catalog);
        Assert.All(new[] { Launched.Insights, "page_insights_100000000000002" }, stream => Assert.Equal("INCOMPLETE", stopped.FinalStatus(stream)));

        launched.World.Latency = TimeSpan.Zero;
        var rest = await launched.RunAsync(launched.Read(config.With("window_days", 90), catalog, stopped.StateFile()), catalog);
        Assert.Equal(0, rest.ExitCode);
        var union = new Union();
        union.Add(stopped);
        union.Add(rest);
        Assert.Empty(union.DifferencesFrom(ExpectedInsights.Of(
            [Launched.Page, "100000000000002"], "day", launched.World.Today.AddDays(-400), launched.World.Today.AddDays(-1), ["page_media_view", "page_total_media_view_unique"])));
    }

    [Fact]
    public async Task A_second_signal_ends_it_at_once()
    {
        await using var launched = await Launched.PrepareAsync();
        launched.World.Latency = TimeSpan.FromSeconds(10);
        using var process = await Launched.StartAsync(launched.Read(launched.Config(3), CatalogBuilder.Incremental(Launched.Insights)));
        await ReadUntilAsync(process, new StringBuilder(), "\"type\":\"LOG\"");

        PublishedConnector.Signal(process, Terminate);
        PublishedConnector.Signal(process, Terminate);
        await EndsInTimeAsync(process);

        Assert.Equal(128 + Terminate, process.ExitCode);
    }

    [Fact]
    public async Task A_caller_that_ends_it_after_the_answer_sees_no_failure()
    {
        await using var launched = await Launched.PrepareAsync();
        string[][] commands = [["spec"], ["check", "--config", launched.File("config.json", launched.Config(3).ToString())], ["discover", "--config", launched.File("config.json", launched.Config(3).ToString())]];
        foreach (var command in commands)
        {
            using var process = await Launched.StartAsync(command);
            string? line;
            do
            {
                line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            }
            while (line is not null && line.StartsWith("{\"type\":\"LOG\"", StringComparison.Ordinal));

            if (!process.HasExited)
            {
                PublishedConnector.Signal(process, Terminate);
            }

            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            // Seen by a parent: 0, or death by the signal.
            Assert.Contains(process.ExitCode, new[] { 0, 128 + Terminate });
        }
    }

    private static async Task EndsInTimeAsync(Process process)
    {
        using var patience = new CancellationTokenSource(Promised + Grace);
        await process.WaitForExitAsync(patience.Token);
    }

    private static async Task ReadUntilAsync(Process process, StringBuilder read, string part)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            read.Append(line).Append('\n');
            if (line.Contains(part, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail("It ended before it was told to: " + read);
    }
}
