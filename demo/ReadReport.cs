namespace Demo;

/// <summary>Shows what a read has done, stream by stream.</summary>
internal static class ReadReport
{
    /// <summary>Records, states and final status of each stream.</summary>
    public static void ShowStreams(Screen screen, Answer answer, IReadOnlyList<string> streams)
    {
        var table = new TextTable("stream", "RECORD#", "STATE#", "status");
        foreach (var stream in streams)
        {
            var status = answer.Statuses.GetValueOrDefault(stream, "none");
            SurpriseException.Unless(status == "COMPLETE", $"The stream {stream} ends with the status {status}.");
            table.Add(stream, Story.Number(answer.CountRecords(stream)), Story.Number(answer.StatesOf(stream).Count), status);
        }

        screen.Table(table);
    }

    /// <summary>The warnings of the log.</summary>
    public static void ShowWarnings(Screen screen, Answer answer)
    {
        screen.Blank();
        screen.Text("What is missing is said. The log warns:");
        screen.Blank();
        foreach (var warning in answer.Warnings)
        {
            screen.Item(warning, Tone.Warning);
        }
    }
}
