using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using GraphSimulator;
using TestKit;

namespace Acceptance.Tests.Resume;

/// <summary>The binary is killed and started again from what was seen of it.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Kill = 9;
    private const int Kills = 15;
    private const int UsualBytes = 2_500_000;

    private static readonly string[] Pages = ["100000000000001", "100000000000002", "100000000000003"];
    private static readonly string[] Metrics = ["page_media_view", "page_follows", "page_views_total"];

    [Theory]
    [InlineData("per_page", 1)]
    [InlineData("combined", 2)]
    public async Task Killed_at_any_moment_it_goes_on_from_the_last_whole_state_and_loses_nothing(string layout, int seed)
    {
        // The clock of the process is the real one; the end is named, so that midnight may pass.
        await using var server = await GraphSimulatorServer.StartAsync(SimulatedWorld.Create(pages: 3, now: TimeProvider.System.GetUtcNow()));
        server.World.Latency = TimeSpan.FromMilliseconds(2);
        var (first, last) = (server.World.Today.AddYears(-2).AddDays(7), server.World.Today.AddDays(-1));
        var folder = Directory.CreateTempSubdirectory("resume");
        try
        {
            var reads = new KilledReads(
                server.World,
                folder.FullName,
                new ConfigBuilder(server)
                    .With("stream_layout", layout).With("metric_groups", new JsonArray()).WithList("metrics", Metrics)
                    .With("start_date", Text(first)).With("end_date", Text(last)).With("window_days", 8).With("concurrency", 3).ToString(),
                layout == "combined" ? CatalogBuilder.Incremental("page_insights") : CatalogBuilder.Incremental([.. Pages.Select(page => $"page_insights_{page}")]));
            var truth = ExpectedInsights.Of(Pages, "day", first, last, Metrics);
            var chance = new Random(seed);
            var (kills, lives) = (0, 0);
            while (kills < Kills)
            {
                // By what it has put out, or by time, which also hits the beginning and the end.
                var survived = await reads.NextAsync(chance.Next(3) == 0 ? null : chance.NextInt64(UsualBytes), TimeSpan.FromMilliseconds(chance.Next(900)));
                kills += survived ? 0 : 1;
                if (survived)
                {
                    Assert.Empty(reads.Union.DifferencesFrom(truth));
                    lives++;
                    reads.Forget();
                }
            }

            Assert.True(await reads.NextAsync(long.MaxValue, Timeout.InfiniteTimeSpan));
            Assert.Empty(reads.Union.DifferencesFrom(truth));
            output.WriteLine($"{kills} kills in {lives + 1} reads; {reads.KilledInTheMiddle} of them between the first record and the last state");
            Assert.InRange(reads.KilledInTheMiddle, Kills / 2, Kills);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Text(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Reads that go on from one another's last whole lines.</summary>
    private sealed class KilledReads(SimulatedWorld world, string folder, string config, string catalog)
    {
        private string? _state;

        public Union Union { get; private set; } = new();

        public int KilledInTheMiddle { get; private set; }

        /// <summary>Begins anew.</summary>
        public void Forget() => (_state, Union) = (null, new Union());

        /// <summary>Starts the binary and kills it once it has put out so many bytes, or after a time when no number is given. Answers whether it came to its end before.</summary>
        public async Task<bool> NextAsync(long? bytes, TimeSpan time)
        {
            List<string> arguments = ["read", "--config", Write("config.json", config), "--catalog", Write("catalog.json", catalog)];
            if (_state is not null)
            {
                arguments.AddRange(["--state", Write("state.json", _state)]);
            }

            using var process = await PublishedConnector.StartAsync([.. arguments]);
            using var timer = new Timer(_ => Stop(process), null, bytes is null ? time : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            using var taken = new MemoryStream();
            var buffer = new byte[16 * 1024];
            while (await process.StandardOutput.BaseStream.ReadAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var count)
            {
                taken.Write(buffer, 0, count);
                if (taken.Length > bytes)
                {
                    Stop(process);
                }
            }

            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Empty(await errors);
            var all = taken.ToArray();
            SecretScan.Check(world, System.Text.Encoding.UTF8.GetString(all));
            var seen = new ConnectorOutput(process.ExitCode, all[..(Array.LastIndexOf(all, (byte)'\n') + 1)], "");
            Union.Add(seen);
            _state = seen.States.Count == 0 ? _state : seen.StateFile(_state);
            if (process.ExitCode == 0)
            {
                ProtocolChecks.Verify(seen, catalog);
                return true;
            }

            Assert.Equal(128 + Kill, process.ExitCode);
            KilledInTheMiddle += seen.Records.Count > 0 && !seen.Statuses.Any(status => status.Status == "COMPLETE") ? 1 : 0;
            return false;
        }

        private string Write(string name, string content)
        {
            var path = Path.Combine(folder, name);
            File.WriteAllText(path, content);
            return path;
        }

        private static void Stop(Process process)
        {
            if (!process.HasExited)
            {
                PublishedConnector.Signal(process, Kill);
            }
        }
    }
}
