namespace Airbyte.Cdk.Tests;

/// <summary>A signal that a test sends.</summary>
internal sealed class FakeSignal : IStopSignal, IDisposable
{
    public const int ExitCode = 143;

    private readonly CancellationTokenSource _requested = new();

    public CancellationToken Requested => _requested.Token;

    /// <summary>How often the process was asked to die of the signal.</summary>
    public int Ends { get; private set; }

    public TimeSpan Patience { get; set; }

    public Task Send() => _requested.CancelAsync();

    public int EndProcess()
    {
        Ends++;
        return ExitCode;
    }

    public void Dispose() => _requested.Dispose();
}
