using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Source.FacebookPages.State;

namespace Source.FacebookPages.Unattended;

/// <summary><c>state show</c>, <c>state reset</c> and <c>state rewind</c>: what an operator does to the stored state.</summary>
internal static class StateCommands
{
    // A century; Facebook keeps two years.
    private const int MostDays = 36_500;

    /// <summary>The commands.</summary>
    public static IReadOnlyList<AnswerCommand> All(Surroundings surroundings) =>
    [
        Command("show", "Show the stored state.", [], surroundings, ShowAsync),
        Command("reset", "Forget the stored state, so that everything is read anew.", [], surroundings, ResetAsync),
        Command("rewind", "Forget the last days of the stored state, so that they are read again.", [RunOptions.Days], surroundings, RewindAsync),
    ];

    private static AnswerCommand Command(
        string name,
        string summary,
        IReadOnlyList<Option> further,
        Surroundings surroundings,
        Func<StateRegistry, Change, Task<ReadOnlyMemory<byte>>> act) => new(
        $"state {name}",
        summary,
        [RunOptions.Connection, RunOptions.StateRegistry, RunOptions.Stream, .. further],
        async (context, cancellationToken) =>
        {
            var services = context.Services;
            var options = new OptionValues(context);
            var connection = options.Connection();
            var place = options.Place(RunOptions.StateRegistry);
            var days = further.Contains(RunOptions.Days) ? options.Number(RunOptions.Days, MostDays) : null;
            options.Check();
            using var store = surroundings.OpenStore(place!);
            var registry = new StateRegistry(store, connection, services.Time, Chance.Next, services.Log);
            var change = new Change(services.RunId, connection, context.ValueOf(RunOptions.Stream), days ?? 0, cancellationToken);
            return new CommandAnswer(Succeeded: true, await act(registry, change));
        });

    private static async Task<ReadOnlyMemory<byte>> ShowAsync(StateRegistry registry, Change change)
    {
        var stored = await registry.LoadAsync(change.CancellationToken);
        var entries = Chosen(stored.Document, change.Stream, registry.Address);
        return Answer(change, entries, json =>
        {
            json.WriteStartArray("state");
            foreach (var entry in entries)
            {
                StateDocument.WriteEntry(json, entry);
            }

            json.WriteEndArray();
        });
    }

    private static async Task<ReadOnlyMemory<byte>> ResetAsync(StateRegistry registry, Change change)
    {
        IReadOnlyList<StateEntry> gone = [];
        await registry.ChangeAsync(
            change.RunId,
            document =>
            {
                gone = Chosen(document, change.Stream, registry.Address);
                return new StateDocument([.. document.Entries.Except(gone)]);
            },
            change.CancellationToken);
        return Answer(change, gone, static _ => { });
    }

    private static async Task<ReadOnlyMemory<byte>> RewindAsync(StateRegistry registry, Change change)
    {
        IReadOnlyList<StateEntry> rewound = [];
        await registry.ChangeAsync(
            change.RunId,
            document =>
            {
                rewound = [.. Chosen(document, change.Stream, registry.Address).Select(entry => Rewound(entry, change, registry.Address)).OfType<StateEntry>()];
                return document.With(rewound);
            },
            change.CancellationToken);
        return Answer(change, rewound, static _ => { });
    }

    private static StateEntry? Rewound(StateEntry entry, Change change, string address)
    {
        try
        {
            return StateRewind.Rewind(entry.Stream, entry.State, change.Days) is { } state
                ? entry with { State = state, Writers = new Dictionary<string, string> { [StateChange.PartOf(null)] = change.RunId } }
                : null;
        }
        catch (FormatException exception)
        {
            throw new ConnectorException(FailureType.ConfigError, $"The state of the stream {entry.Stream} in {address} can't be rewound: {exception.Message} Nothing was changed.", inner: exception);
        }
    }

    private static IReadOnlyList<StateEntry> Chosen(StateDocument document, string? stream, string address)
    {
        if (stream is null)
        {
            return document.Entries;
        }

        return document.Find(stream) is { } entry
            ? [entry]
            : throw new ConnectorException(
                FailureType.ConfigError,
                $"{address} has no state of a stream {stream}. It has: {(document.Entries.Count == 0 ? "none" : string.Join(", ", document.Entries.Select(other => other.Stream)))}.");
    }

    private static ReadOnlyMemory<byte> Answer(Change change, IReadOnlyList<StateEntry> entries, Action<Utf8JsonWriter> writeMore)
    {
        var answer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(answer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("status", "succeeded");
            json.WriteString("run_id", change.RunId);
            json.WriteString("connection", change.Connection);
            json.WriteStartArray("streams");
            foreach (var entry in entries)
            {
                json.WriteStartObject();
                json.WriteString("name", entry.Stream);
                if (entry.State.TryGetProperty(StateFormat.EndTime, out var endTime))
                {
                    json.WritePropertyName(StateFormat.EndTime);
                    endTime.WriteTo(json);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            writeMore(json);
            json.WriteEndObject();
        }

        return answer.WrittenMemory;
    }

    private sealed record Change(string RunId, string Connection, string? Stream, int Days, CancellationToken CancellationToken);
}
