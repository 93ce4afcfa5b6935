using Airbyte.Protocol;

namespace Airbyte.Cdk.Tests;

/// <summary>How a scripted partition ends when nothing stops it.</summary>
internal enum PlannedEnd
{
    Complete,
    Skip,
    Fail,
    Crash,
    Abort,
}

/// <summary>A slice of a partition: batches of records, and whether a checkpoint follows.</summary>
internal sealed record PlannedSlice(int[] Batches, bool Checkpoint, bool RateLimited, int Yields);

/// <summary>A partition's plan, and the account of what really happened to it.</summary>
internal sealed record PlannedPartition(string Stream, string Key, PlannedSlice[] Slices, PlannedEnd End)
{
    /// <summary>Whether reading has begun.</summary>
    public bool Begun { get; set; }

    /// <summary>Whether it came to its planned end; otherwise it was stopped.</summary>
    public bool Ended { get; set; }

    /// <summary>Records that the output has taken over.</summary>
    public int TakenRecords { get; set; }

    /// <summary>The positions of checkpoints that the output has taken over.</summary>
    public List<int> TakenCheckpoints { get; } = [];
}

/// <summary>A stream's plan.</summary>
internal sealed record PlannedStream(string Name, bool HasState, int PartCount, PlannedPartition[] Partitions);

/// <summary>A read with everything about it drawn from one seed.</summary>
internal sealed class Scenario
{
    private readonly Random _random;

    private Scenario(int seed)
    {
        Seed = seed;
        _random = new Random(seed);
        var keys = Enumerable.Range(0, _random.Next(1, 7)).Select(i => $"k{i}").ToArray();
        Streams = [.. Enumerable.Range(0, _random.Next(1, 6)).Select(i => DrawStream($"s{i}", keys))];
        Concurrency = _random.Next(1, 7);
        Refused = [.. Enumerable.Range(0, _random.Next(0, 3)).Select(i => (Name: $"r{i}", Mode: _random.Next(2) == 0 ? "INVALID" : "incremental"))];
        StopAfterBatches = _random.Next(6) == 0 ? _random.Next(1, 30) : int.MaxValue;
    }

    public int Seed { get; }

    public PlannedStream[] Streams { get; }

    public int Concurrency { get; }

    /// <summary>Configured streams that cannot be read: unknown to the source, or with a mode that does not exist.</summary>
    public (string Name, string Mode)[] Refused { get; }

    /// <summary>After so many batches somebody sends a signal.</summary>
    public int StopAfterBatches { get; }

    /// <summary>How many lanes were open at most at the same time.</summary>
    public int MostLanes { get; private set; }

    /// <summary>The order in which the partitions of each key were begun.</summary>
    public Dictionary<string, List<string>> BegunByKey { get; } = [];

    public static Scenario Draw(int seed) => new(seed);

    /// <summary>Reads it through the host.</summary>
    public async Task<HostRun> Run()
    {
        using var signal = new FakeSignal();
        var journal = new Journal(this, signal);
        var run = new HostRun
        {
            Source = new ScriptedSource { Streams = () => [.. Streams.Select(stream => Script(stream, journal))], Concurrency = Concurrency },
            Signal = signal,
        };
        await run.Read([.. Streams.Select(stream => stream.Name), .. Refused.Select(refused => $"{refused.Name}:{refused.Mode}")]);
        return run;
    }

    private static ScriptedStream Script(PlannedStream plan, Journal journal)
    {
        var stream = new ScriptedStream(plan.Name) { State = plan.HasState ? new PositionsState(plan.PartCount) : null };
        foreach (var partition in plan.Partitions)
        {
            stream.Partition(partition.Key, (output, stop) => journal.Read(partition, output, stop));
        }

        return stream;
    }

    private PlannedStream DrawStream(string name, string[] keys)
    {
        var chosen = keys.Where(_ => _random.Next(4) > 0).ToArray();
        _random.Shuffle(chosen);
        var partCount = _random.Next(3) switch { 0 => 1, 1 => Math.Max(1, chosen.Length), _ => _random.Next(1, 12) };
        return new PlannedStream(name, _random.Next(8) > 0, partCount, [.. chosen.Select(key => DrawPartition(name, key))]);
    }

    private PlannedPartition DrawPartition(string stream, string key) => new(
        stream,
        key,
        [.. Enumerable.Range(0, _random.Next(0, 6)).Select(_ => new PlannedSlice(
            [.. Enumerable.Range(0, _random.Next(0, 4)).Select(_ => _random.Next(0, 14))],
            _random.Next(5) > 0,
            _random.Next(10) == 0,
            _random.Next(0, 4)))],
        _random.Next(60) switch { 0 => PlannedEnd.Abort, < 4 => PlannedEnd.Crash, < 9 => PlannedEnd.Fail, < 14 => PlannedEnd.Skip, _ => PlannedEnd.Complete });

    /// <summary>Plays the partitions and keeps the account.</summary>
    private sealed class Journal(Scenario scenario, FakeSignal signal)
    {
        private readonly Lock _gate = new();
        private int _open;
        private int _batches;

        public async Task Read(PlannedPartition partition, ScriptedOutput output, CancellationToken stop)
        {
            Begin(partition);
            try
            {
                foreach (var slice in partition.Slices)
                {
                    await Play(slice, partition, output, stop);
                }

                partition.Ended = true;
                throw partition.End switch
                {
                    PlannedEnd.Complete => new EndOfPlanException(),
                    PlannedEnd.Skip => new PartitionSkippedException("skipped"),
                    PlannedEnd.Fail => new ConnectorException(FailureType.TransientError, $"{partition.Stream}/{partition.Key} failed"),
                    PlannedEnd.Crash => new InvalidOperationException($"{partition.Stream}/{partition.Key} crashed"),
                    _ => new SyncAbortedException(FailureType.ConfigError, "aborted"),
                };
            }
            catch (EndOfPlanException)
            {
            }
            finally
            {
                lock (_gate)
                {
                    _open--;
                }
            }
        }

        private void Begin(PlannedPartition partition)
        {
            lock (_gate)
            {
                partition.Begun = true;
                scenario.MostLanes = Math.Max(scenario.MostLanes, ++_open);
                if (!scenario.BegunByKey.TryGetValue(partition.Key, out var begun))
                {
                    scenario.BegunByKey.Add(partition.Key, begun = []);
                }

                begun.Add(partition.Stream);
            }
        }

        private async Task Play(PlannedSlice slice, PlannedPartition partition, ScriptedOutput output, CancellationToken stop)
        {
            for (var i = 0; i < slice.Yields; i++)
            {
                await Task.Yield();
            }

            if (slice.RateLimited)
            {
                output.RateLimited(DateTimeOffset.UnixEpoch.AddDays(30_000));
            }

            foreach (var batch in slice.Batches)
            {
                if (Interlocked.Increment(ref _batches) == scenario.StopAfterBatches)
                {
                    await signal.Send();
                }

                await output.Records(batch, stop);
                partition.TakenRecords += batch;
            }

            if (slice.Checkpoint)
            {
                var position = partition.TakenRecords;
                await output.Checkpoint(position, stop);
                partition.TakenCheckpoints.Add(position);
            }
        }

        private sealed class EndOfPlanException : Exception;
    }
}
