using System.Runtime.CompilerServices;
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
internal sealed record PlannedPartition(string Stream, string Key, int Round, PlannedSlice[] Slices, PlannedEnd End)
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
internal sealed record PlannedStream(string Name, int FirstRound, bool HasState, int PartCount, PlannedPartition[] Partitions)
{
    /// <summary>The round after which nothing more is found of the stream.</summary>
    public int LastRound => Math.Max(FirstRound, Partitions.Select(partition => partition.Round).DefaultIfEmpty().Max());

    /// <summary>The last round in which the source has come to give it; -1 for none.</summary>
    public int GivenRound { get; set; } = -1;
}

/// <summary>A read with everything about it drawn from one seed.</summary>
internal sealed class Scenario
{
    private readonly Random _random;
    private bool _ended;

    private Scenario(int seed)
    {
        Seed = seed;
        _random = new Random(seed);
        LastRound = _random.Next(2) * _random.Next(1, 4);
        FailingRound = LastRound > 0 && _random.Next(4) == 0 ? _random.Next(1, LastRound + 1) : int.MaxValue;
        var keys = Enumerable.Range(0, _random.Next(1, 7)).Select(i => ($"k{i}", _random.Next(LastRound + 1))).ToArray();
        Streams = [.. Enumerable.Range(0, _random.Next(1, 6)).Select(i => DrawStream($"s{i}", keys))];
        Concurrency = _random.Next(1, 7);
        Refused = [.. Enumerable.Range(0, _random.Next(0, 3)).Select(i => (Name: $"r{i}", Mode: _random.Next(2) == 0 ? "INVALID" : "incremental"))];
        StopAfterBatches = _random.Next(6) == 0 ? _random.Next(1, 30) : int.MaxValue;
    }

    public int Seed { get; }

    public PlannedStream[] Streams { get; }

    /// <summary>Streams and partitions are found in so many rounds after the opening.</summary>
    public int LastRound { get; }

    /// <summary>The round in which finding fails, if it does.</summary>
    public int FailingRound { get; }

    /// <summary>Whether everything was found that there is, or at least that is configured.</summary>
    public bool FoundAll => _ended || Refused.All(refused => refused.Mode == "INVALID") && Streams.All(stream => stream.GivenRound == stream.LastRound);

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
            Source = new ScriptedSource { Streams = () => Find(0, journal), Further = stop => FindLater(journal, stop), Concurrency = Concurrency },
            Signal = signal,
        };
        await run.Read([.. Streams.Select(stream => stream.Name), .. Refused.Select(refused => $"{refused.Name}:{refused.Mode}")]);
        return run;
    }

    private async IAsyncEnumerable<IReadOnlyList<IStream>> FindLater(Journal journal, [EnumeratorCancellation] CancellationToken stop)
    {
        for (var round = 1; round <= LastRound; round++)
        {
            for (var i = 0; i < 3 * round; i++)
            {
                await Task.Yield();
            }

            stop.ThrowIfCancellationRequested();
            if (round == FailingRound)
            {
                throw new ConnectorException(FailureType.TransientError, "finding failed");
            }

            yield return Find(round, journal);
        }

        _ended = true;
    }

    private IReadOnlyList<IStream> Find(int round, Journal journal) =>
        [.. Streams.Where(stream => stream.FirstRound <= round && round <= stream.LastRound).Select(stream => Script(stream, round, journal))];

    private static ScriptedStream Script(PlannedStream plan, int round, Journal journal)
    {
        plan.GivenRound = round;
        var stream = new ScriptedStream(plan.Name) { State = plan.HasState ? new PositionsState(plan.PartCount) : null, IsContinued = round < plan.LastRound };
        foreach (var partition in plan.Partitions.Where(partition => partition.Round == round))
        {
            stream.Partition(partition.Key, (output, stop) => journal.Read(partition, output, stop));
        }

        return stream;
    }

    private PlannedStream DrawStream(string name, (string Key, int Round)[] keys)
    {
        var chosen = keys.Where(_ => _random.Next(4) > 0).ToArray();
        _random.Shuffle(chosen);
        var partCount = _random.Next(3) switch { 0 => 1, 1 => Math.Max(1, chosen.Length), _ => _random.Next(1, 12) };
        var first = _random.Next(2) * chosen.Select(key => key.Round).DefaultIfEmpty(LastRound).Min();
        return new PlannedStream(name, first, _random.Next(8) > 0, partCount, [.. chosen.Select(key => DrawPartition(name, key.Key, key.Round))]);
    }

    private PlannedPartition DrawPartition(string stream, string key, int round) => new(
        stream,
        key,
        round,
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
