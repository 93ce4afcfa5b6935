namespace Airbyte.Cdk.Tests;

/// <summary>Remembers how runs ended, and what the output was by then.</summary>
internal sealed class RecordedEnd(Func<string>? output = null) : IRunObserver
{
    public List<RunEnd> Ends { get; } = [];

    public bool WasHurried { get; private set; }

    public string OutputAtEnd { get; private set; } = "";

    public Task EndAsync(RunEnd end, CancellationToken hurry)
    {
        Ends.Add(end);
        WasHurried = hurry.IsCancellationRequested;
        OutputAtEnd = output?.Invoke() ?? "";
        return Task.CompletedTask;
    }
}
