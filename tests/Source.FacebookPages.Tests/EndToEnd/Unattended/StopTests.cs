using Airbyte.Cdk;

namespace Source.FacebookPages.Tests.EndToEnd.Unattended;

/// <summary>Runs that a signal stops.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task A_signal_stores_what_was_read_and_the_next_run_goes_on_from_there()
    {
        await using var story = await SyncStory.StartAsync(pages: 4, days: 100);
        story.Config.With("window_days", 5).With("concurrency", 1);
        using var signal = new Signal();
        story.World.Faults.Add(new(new GraphSimulator.Faults.FaultEffect.Stall(TimeSpan.Zero)) { AtCall = 30, When = _ => signal.Send() });

        var outcome = await story.SyncAsync(signal);

        Assert.Equal((143, "incomplete", true), (outcome.ExitCode, outcome.Status, outcome.HasMore));
        var records = outcome.Streams.Sum(stream => stream.Records);
        Assert.InRange(records, 100, 700);
        Assert.Equal(records, story.Stored.Runs().Sum(run => run.Records.Count));

        Assert.Equal("succeeded", (await story.SyncAsync()).Status);
        story.AssertTruth();
    }

    private sealed class Signal : IStopSignal, IDisposable
    {
        private readonly CancellationTokenSource _requested = new();

        public CancellationToken Requested => _requested.Token;

        public TimeSpan Patience { get; set; }

        public bool Send()
        {
            _ = _requested.CancelAsync();
            return false;
        }

        public int EndProcess() => 143;

        public void Dispose() => _requested.Dispose();
    }
}
