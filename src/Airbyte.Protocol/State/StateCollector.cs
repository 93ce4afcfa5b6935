using System.Text.Json;

namespace Airbyte.Protocol;

/// <summary>Recognises the forms of an input state one JSON value after the other, and gathers the blobs of the streams.</summary>
internal sealed class StateCollector
{
    private static readonly string[] OtherMessages =
        ["RECORD", "LOG", "TRACE", "CONTROL", "SPEC", "CONNECTION_STATUS", "CATALOG", "DESTINATION_CATALOG"];

    private readonly StreamBlobs _streams = new();
    private readonly List<string> _remarks = [];
    private bool _anyValue;
    private int _otherMessages;

    /// <summary>Takes one value of the file: usually the only one.</summary>
    /// <exception cref="FormatException">It is not a state.</exception>
    public void AddRoot(JsonElement value)
    {
        _anyValue = true;
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    AddItem(item);
                }

                break;
            default:
                AddItem(value);
                break;
        }
    }

    /// <summary>What was gathered.</summary>
    public InputState ToState()
    {
        if (!_anyValue)
        {
            _remarks.Add("The state file is empty; it is taken for no state.");
        }

        if (_otherMessages > 0)
        {
            _remarks.Add($"The state file holds {_otherMessages} messages that are not states; they are ignored.");
        }

        return new InputState(_streams.Blobs, _remarks);
    }

    private void AddItem(JsonElement item)
    {
        if (item.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (item.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"The state must be a list of stream states or an object, not {JsonText.KindOf(item)}.");
        }

        if (item.TryGetPresent("type", out var type) && type.ValueKind == JsonValueKind.String)
        {
            AddTyped(item, ProtocolJson.TextOf(type) ?? "");
        }
        else if (IsObject(item, "stream", out var stream) && stream.TryGetProperty("stream_descriptor", out _))
        {
            AddStream(stream);
        }
        else if (item.TryGetProperty("stream_descriptor", out _))
        {
            AddStream(item);
        }
        else if (IsObject(item, "global", out var global) && global.TryGetProperty("stream_states", out _))
        {
            AddGlobal(global);
        }
        else if (IsObject(item, "state", out var state) && LooksLikeState(state))
        {
            AddContent(state);
        }
        else if (IsObject(item, "data", out var data) && item.TryGetProperty("stream", out _))
        {
            // A state object of the old kind as some models print it: every key present, all but "data" null.
            AddDictionary(data);
        }
        else
        {
            AddDictionary(item);
        }
    }

    /// <summary>
    /// Takes what stands under <c>state</c> of a whole message, where <c>data</c> alone is a dictionary of streams and not the name of
    /// one.
    /// </summary>
    private void AddContent(JsonElement state)
    {
        if (state.EnumerateObject().All(property => property.NameEquals("data") || property.Value.ValueKind == JsonValueKind.Null)
            && IsObject(state, "data", out var data))
        {
            AddDictionary(data);
        }
        else
        {
            AddItem(state);
        }
    }

    private void AddTyped(JsonElement item, string type)
    {
        switch (type)
        {
            case "STATE" when IsObject(item, "state", out var state):
                AddContent(state);
                break;
            case "STREAM" when IsObject(item, "stream", out var stream):
                AddStream(stream);
                break;
            case "GLOBAL" when IsObject(item, "global", out var global):
                AddGlobal(global);
                break;
            case "LEGACY" when !item.TryGetPresent("data", out _):
                break;
            case "LEGACY" when IsObject(item, "data", out var data):
                AddDictionary(data);
                break;
            case "STATE" or "STREAM" or "GLOBAL" or "LEGACY":
                throw new FormatException($"A state of type {type} lacks its content.");
            default:
                if (!OtherMessages.Contains(type))
                {
                    throw new FormatException($"The state has an object of the unknown type \"{JsonText.Shorten(type)}\".");
                }

                _otherMessages++;
                break;
        }
    }

    private void AddGlobal(JsonElement global)
    {
        if (IsObject(global, "shared_state", out var shared) && shared.EnumerateObject().Any())
        {
            _remarks.Add("The state has a shared part, which this source does not use; it is ignored.");
        }

        if (!global.TryGetPresent("stream_states", out var states))
        {
            return;
        }

        if (states.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException($"\"stream_states\" of the state must be a list, not {JsonText.KindOf(states)}.");
        }

        foreach (var state in states.EnumerateArray())
        {
            if (state.ValueKind != JsonValueKind.Object)
            {
                throw new FormatException($"\"stream_states\" of the state must hold objects, not {JsonText.KindOf(state)}.");
            }

            AddStream(state);
        }
    }

    private void AddStream(JsonElement stream)
    {
        if (!IsObject(stream, "stream_descriptor", out var descriptor)
            || !descriptor.TryGetPresent("name", out var nameElement)
            || ProtocolJson.TextOf(nameElement) is not { Length: > 0 } name)
        {
            throw new FormatException("A stream of the state has no \"stream_descriptor\" with a \"name\".");
        }

        _streams.Set(name, stream.TryGetProperty("stream_state", out var blob) ? blob : default);
    }

    private void AddDictionary(JsonElement dictionary)
    {
        var entries = dictionary.EnumerateObject().ToList();
        if (entries.Count > 0
            && !entries.Exists(entry => entry.Value.ValueKind == JsonValueKind.Object)
            && entries.Exists(entry => entry.Value.ValueKind is JsonValueKind.String or JsonValueKind.Array))
        {
            throw new FormatException(
                "The state is an object that names no stream. If it is the state of one stream, "
                + "wrap it: [{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"...\"},\"stream_state\":{...}}}].");
        }

        foreach (var entry in entries)
        {
            if (entry.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Null)
            {
                _streams.Set(entry.Name, entry.Value);
            }
            else
            {
                _remarks.Add($"The state's key \"{JsonText.Shorten(entry.Name)}\" is {JsonText.KindOf(entry.Value)}, not a stream's state; it is ignored.");
            }
        }
    }

    private static bool LooksLikeState(JsonElement state) =>
        state.TryGetProperty("stream", out _) || state.TryGetProperty("global", out _) || state.TryGetProperty("data", out _)
        || state.TryGetProperty("stream_descriptor", out _);

    private static bool IsObject(JsonElement parent, string name, out JsonElement value) =>
        parent.TryGetProperty(name, out value) && value.ValueKind == JsonValueKind.Object;
}
