namespace Airbyte.Cdk;

/// <summary>Watches the run of one command, for metrics and traces.</summary>
public interface IRunObserver
{
    /// <summary>
    /// The run is over, and its output is written. Hands on what was seen, which may take some seconds; less when <paramref name="hurry"/> is cancelled. Never throws.
    /// </summary>
    Task EndAsync(RunEnd end, CancellationToken hurry);
}
