using System.Collections.Concurrent;

namespace Facebook.Graph.Tests;

/// <summary>
/// Runs a story on one thread: whatever can go on goes on first, and only when everybody waits does the clock move, exactly to the next timer. So every story takes no time and always goes the same
/// way.
/// </summary>
internal sealed class Pump(TestClock clock) : SynchronizationContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _queue = [];

    public override void Post(SendOrPostCallback d, object? state) => _queue.Add((d, state));

    internal void Run(Func<Task> story)
    {
        var outside = Current;
        SetSynchronizationContext(this);
        try
        {
            var task = story();
            while (!task.IsCompleted)
            {
                Step();
            }

            task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(outside);
        }
    }

    private void Step()
    {
        if (_queue.TryTake(out var next))
        {
            next.Callback(next.State);
        }
        else if (clock.NextRing is { } ring)
        {
            MoveTo(ring);
        }
        else if (_queue.TryTake(out next, Patience))
        {
            next.Callback(next.State);
        }
        else
        {
            throw new InvalidOperationException("The story waits for something that never comes.");
        }
    }

    // Without a context here, code that does not ask for its context back goes on at once instead of on another thread.
    private void MoveTo(DateTimeOffset moment)
    {
        SetSynchronizationContext(null);
        try
        {
            var now = clock.GetUtcNow();
            clock.Advance(moment > now ? moment - now : TimeSpan.Zero);
        }
        finally
        {
            SetSynchronizationContext(this);
        }
    }
}
