namespace Facebook.Graph;

/// <summary>Is told how one HTTP attempt ended.</summary>
public interface IGraphAttemptObserver
{
    /// <summary>It ended; called once.</summary>
    void Ended(GraphAttemptEnd end);
}
