using System.Runtime.InteropServices;

namespace Airbyte.Cdk;

/// <summary>
/// Turns SIGTERM, SIGINT, SIGHUP and SIGQUIT into a cancellation, for the time that this object lives. The framework has no default for
/// them: unhandled, they kill
/// a process at once, and as process 1 of a container they are ignored. A second signal, or a clean-up that hangs, ends the process at
/// once.
/// </summary>
public sealed class Signals : IStopSignal, IDisposable
{
    private static readonly (PosixSignal Signal, int Number)[] Handled =
        [(PosixSignal.SIGTERM, 15), (PosixSignal.SIGINT, 2), (PosixSignal.SIGHUP, 1), (PosixSignal.SIGQUIT, 3)];

    private readonly CancellationTokenSource _requested = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private ITimer? _patience;
    private int _received;

    private Signals()
    {
    }

    /// <inheritdoc />
    public CancellationToken Requested => _requested.Token;

    /// <inheritdoc />
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(1.8);

    /// <summary>Starts listening.</summary>
    public static Signals Register()
    {
        var signals = new Signals();
        foreach (var (signal, number) in Handled)
        {
            // Ignored by the parent's wish (nohup, a background process of a script): it stays so.
            if (number == 15 || Libc.ActionOf(number) != Libc.Ignored)
            {
                signals._registrations.Add(PosixSignalRegistration.Create(signal, context => signals.Receive(context, number)));
            }
        }

        return signals;
    }

    /// <inheritdoc />
    public int EndProcess()
    {
        var number = Volatile.Read(ref _received);
        // Process 1 survives this: the kernel keeps default actions away from it.
        _ = Libc.Signal(number, Libc.DefaultAction);
        _ = Libc.Kill(Environment.ProcessId, number);
        return 128 + number;
    }

    /// <summary>Stops listening.</summary>
    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _patience?.Dispose();
        _requested.Dispose();
    }

    private void Receive(PosixSignalContext context, int number)
    {
        context.Cancel = true;
        if (Interlocked.CompareExchange(ref _received, number, comparand: 0) != 0)
        {
            EndNow();
            return;
        }

        _patience = TimeProvider.System.CreateTimer(_ => EndNow(), state: null, Patience, Timeout.InfiniteTimeSpan);
        // The reactions run elsewhere, so that a second signal is heard while they hang.
        _ = _requested.CancelAsync();
    }

    private void EndNow() => Libc.ExitNow(EndProcess());
}
