namespace Facebook.Graph;

/// <summary>One call's stay before the limiter's door. Times are measured from the limiter's beginning.</summary>
internal sealed class Wait(GraphCall call, TimeSpan began)
{
    internal GraphCall Call { get; } = call;

    /// <summary>Up to when the call waits for anything but Facebook's own demand.</summary>
    internal TimeSpan Patience { get; } = began + call.MaxWait;

    /// <summary>Whether the wait is in the statistics already.</summary>
    internal bool IsCounted { get; set; }

    /// <summary>When the observer is told next, if nothing new comes up before; null before the first hold.</summary>
    internal TimeSpan? NextWord { get; set; }

    /// <summary>The end that the observer was told last; null when it was told nothing.</summary>
    internal TimeSpan? ToldUntil { get; set; }

    /// <summary>When the log is due for the budget that holds the call.</summary>
    internal TimeSpan NextLogLine { get; set; }

    /// <summary>Whether it is this call's turn to write the budget's wait to the log.</summary>
    internal bool HasTurnToLog { get; set; }
}
