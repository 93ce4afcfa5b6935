namespace Airbyte.Cdk;

/// <summary>The wish from outside that the process ends.</summary>
public interface IStopSignal
{
    /// <summary>Is cancelled at the first signal.</summary>
    CancellationToken Requested { get; }

    /// <summary>
    /// How long after the first signal the process may still live before it is killed. Whoever sends the signal has patience of its own, often ten seconds.
    /// </summary>
    /// <value>Default: 1.8 seconds.</value>
    TimeSpan Patience { get; set; }

    /// <summary>
    /// Ends the process the way the signal would have, so that the parent sees a death by that signal. Only returns where that is
    /// impossible
    /// (process 1 of a container, or a test), with the exit code that says the same: 128 and the signal's number.
    /// </summary>
    int EndProcess();
}
