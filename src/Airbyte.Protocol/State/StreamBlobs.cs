using System.Text.Json;

namespace Airbyte.Protocol;

/// <summary>The states of the streams as they are found, a later one replacing an earlier one.</summary>
internal sealed class StreamBlobs
{
    // What these tell (a stream without a cursor, a finished full refresh) is about an earlier run, not where to resume.
    private static readonly string[] Markers = ["__ab_no_cursor_state_message", "__ab_full_refresh_sync_complete"];

    private readonly Dictionary<string, JsonElement> _blobs = [];

    /// <summary>What was found and carries something.</summary>
    public IReadOnlyDictionary<string, JsonElement> Blobs => _blobs;

    /// <summary>Takes the state of a stream; null, absent, or empty means that it has none.</summary>
    /// <exception cref="FormatException">The state is no object.</exception>
    public void Set(string stream, JsonElement blob)
    {
        switch (blob.ValueKind)
        {
            case JsonValueKind.Undefined or JsonValueKind.Null:
                _blobs.Remove(stream);
                break;
            case JsonValueKind.Object when CarriesNothing(blob):
                _blobs.Remove(stream);
                break;
            case JsonValueKind.Object:
                _blobs[stream] = blob.Clone();
                break;
            default:
                throw new FormatException(
                    $"The state of stream \"{JsonText.Shorten(stream)}\" must be an object, not {JsonText.KindOf(blob)}.");
        }
    }

    private static bool CarriesNothing(JsonElement blob)
    {
        foreach (var property in blob.EnumerateObject())
        {
            if (!Markers.Any(property.NameEquals))
            {
                return false;
            }
        }

        return true;
    }
}
