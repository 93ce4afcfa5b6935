using Airbyte.Protocol;

namespace Airbyte.Cdk;

/// <summary>
/// Looks once a second whether somebody still reads the output: a connector that waits for a rate limit writes nothing, and would not
/// notice otherwise.
/// </summary>
internal sealed class ReaderWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ITimer _timer;

    /// <summary>Starts watching.</summary>
    public ReaderWatch(JsonLinesMessageWriter writer, HostEnvironment environment) =>
        _timer = environment.Time.CreateTimer(_ => Look(writer, environment.ReaderIsGone), state: null, Interval, Interval);

    /// <summary>Stops watching.</summary>
    public void Dispose() => _timer.Dispose();

    private static void Look(JsonLinesMessageWriter writer, Func<bool> readerIsGone)
    {
        if (!writer.OutputClosed.IsCancellationRequested && readerIsGone())
        {
            writer.Close(new IOException("Broken pipe"));
        }
    }
}
