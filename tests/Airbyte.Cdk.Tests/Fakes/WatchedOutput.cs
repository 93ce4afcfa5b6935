using System.Text;

namespace Airbyte.Cdk.Tests;

/// <summary>An output that a test can wait on, stop for a while, and break.</summary>
internal sealed class WatchedOutput : MemoryStream
{
    private readonly Lock _gate = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> _awaited = [];
    private readonly ManualResetEventSlim _open = new(initialState: true);
    private volatile bool _broken;

    /// <summary>What was written so far.</summary>
    public string Text
    {
        get
        {
            lock (_gate)
            {
                return Encoding.UTF8.GetString(ToArray());
            }
        }
    }

    /// <summary>Completes when the text was written.</summary>
    public Task Contains(string text)
    {
        lock (_gate)
        {
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((text, seen));
            Look();
            return seen.Task;
        }
    }

    /// <summary>From here on a write hangs until <see cref="Resume"/>.</summary>
    public void Stall() => _open.Reset();

    public void Resume() => _open.Set();

    /// <summary>From here on every write fails as if the reader were gone.</summary>
    public void Break() => _broken = true;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _open.Wait();
        if (_broken)
        {
            throw new IOException("Broken pipe");
        }

        lock (_gate)
        {
            base.Write(buffer);
            Look();
        }
    }

    protected override void Dispose(bool disposing)
    {
        _open.Dispose();
        base.Dispose(disposing);
    }

    private void Look()
    {
        if (_awaited.Count == 0)
        {
            return;
        }

        var text = Encoding.UTF8.GetString(ToArray());
        _awaited.RemoveAll(awaited => text.Contains(awaited.Text, StringComparison.Ordinal) && awaited.Seen.TrySetResult());
    }
}
