using System.Text.Json.Nodes;
using TestKit;

namespace Acceptance.Tests.Harness;

/// <summary>The harness's tests of incremental reads.</summary>
internal static class IncrementalRules
{
    private const int Samples = 5;

    /// <summary>test_two_sequential_reads: the read that goes on from a state brings something else than the first.</summary>
    public static IEnumerable<string> SecondDiffers(ConnectorOutput first, ConnectorOutput second)
    {
        if (first.Records.Count == 0 || !AnswerRules.Of(first, "STATE").Any())
        {
            yield return "The first read has no record or no state.";
        }

        if (Multiset(first).SequenceEqual(Multiset(second)))
        {
            yield return "The second read brings what the first did.";
        }
    }

    /// <summary>
    /// test_read_sequential_slices: states of one stream to go on from, each with the records that have to follow. Equal states count once, those that cover nothing not at all;
    /// of three or more, some between the first and the last, else the last.
    /// </summary>
    /// <exception cref="InvalidOperationException">No state covers a record.</exception>
    public static IReadOnlyList<(string StateFile, int Remaining)> Resumptions(ConnectorOutput output, string stream)
    {
        var states = new List<(JsonObject Message, int Covered)>();
        var covered = 0;
        foreach (var state in output.States.Where(state => state.Stream == stream && state.RecordCount > 0))
        {
            covered += (int)state.RecordCount;
            if (states is [.., var last] && JsonNode.DeepEquals(last.Message["stream"], state.Message["stream"]))
            {
                states[^1] = (state.Message, covered);
            }
            else
            {
                states.Add((state.Message, covered));
            }
        }

        if (states.Count == 0)
        {
            throw new InvalidOperationException($"No state of {stream} covers a record.");
        }

        var chosen = states.Count < 3 ? states[^1..] : states[1..^1].Where((_, index) => index % Math.Max(1, (states.Count - 2) / Samples) == 0);
        return [.. chosen.Select(state => (new JsonArray(state.Message.DeepClone()).ToJsonString(), covered - state.Covered))];
    }

    /// <summary>What is read from such a state is at least what was read after it.</summary>
    public static IEnumerable<string> NothingIsLost(ConnectorOutput resumed, string stream, int remaining)
    {
        var read = resumed.Records.Count(record => record.Stream == stream);
        return read >= remaining ? [] : [$"{stream} went on with {read} records; {remaining} had followed."];
    }

    /// <summary>test_state_with_abnormally_large_values: no record, and the state as it was, under the same key and in the same form.</summary>
    public static IEnumerable<string> FutureIsKept(ConnectorOutput output, JsonArray future, IReadOnlyList<JsonObject> streams)
    {
        if (output.Records.Count > 0 || output.States.Count == 0)
        {
            yield return $"{output.Records.Count} records and {output.States.Count} states came of a state from the future.";
        }

        foreach (var stream in streams)
        {
            var name = stream["name"]!.GetValue<string>();
            var cursor = stream["default_cursor_field"]![0]!.GetValue<string>();
            var wanted = JsonWalk.Values(future.FirstOrDefault(state => Named(state, name)), cursor).FirstOrDefault()?.ToJsonString();
            var kept = JsonWalk.Values(output.States.LastOrDefault(state => state.Stream == name)?.Blob, cursor).FirstOrDefault()?.ToJsonString();
            if (wanted is null || Form(wanted) != Form(kept) || wanted != kept)
            {
                yield return $"The cursor of {name} was {wanted ?? "not given"} and is {kept ?? "not there"}.";
            }
        }
    }

    private static bool Named(JsonNode? state, string name) => state?["stream"]?["stream_descriptor"]?["name"]?.GetValue<string>() == name;

    private static string? Form(string? text) => text is null ? null : string.Concat(text.Select(letter => char.IsDigit(letter) ? '0' : char.IsLetter(letter) ? 'a' : letter));

    private static IEnumerable<string> Multiset(ConnectorOutput output) => output.Records.Select(record => record.Stream + record.Data.ToJsonString()).Order(StringComparer.Ordinal);
}
