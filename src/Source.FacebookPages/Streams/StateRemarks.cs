using Microsoft.Extensions.Logging;
using Source.FacebookPages.Days;
using Source.FacebookPages.Insights;
using Source.FacebookPages.State;

namespace Source.FacebookPages.Streams;

/// <summary>Logs what a user should know of the states that streams begin with.</summary>
internal sealed class StateRemarks(ReadRange range, ILogger log)
{
    private const int NamesInLog = 10;

    /// <summary>A stream without a state of its own goes on from those of the other layout.</summary>
    public void TakenOver(IReadOnlyList<string> from, string stream)
    {
        if (from.Count > 0)
        {
            log.LogInformation(
                "The stream {Stream} goes on from the state of {Streams}, which the other stream layout has left. Days that are read there are not read again; to read them for this stream too, take those states out of the state file.",
                stream,
                List(from));
        }
    }

    /// <summary>States of Pages that lie in the future are kept, and nothing is read.</summary>
    public void LiesInTheFuture(string stream, IEnumerable<KeyValuePair<string, PageProgress>> pages)
    {
        var future = pages.Where(page => range.IsFuture(page.Value.EndTime)).ToList();
        if (future.Count > 0)
        {
            log.LogWarning(
                "The state of the stream {Stream} lies in the future for Page {Pages}: it says that everything was read until {EndTime}, and the last complete day ends at {LastComplete}. It is kept as it is, and nothing is read before that day has passed. Check the clock; to read anew, reset the stream's state.",
                stream,
                List([.. future.Select(page => page.Key)]),
                StateWriter.Canonical(future.Max(page => page.Value.EndTime)),
                StateWriter.Canonical(PacificCalendar.EndOf(range.LastComplete)));
        }
    }

    private static string List(IReadOnlyList<string> names) => string.Join(", ", names.Take(NamesInLog)) + (names.Count > NamesInLog ? $" and {names.Count - NamesInLog} more" : "");
}
