using System.Text.Json;

namespace Source.FacebookPages.Records;

/// <summary>Reads the keys of maps. The maps of a metric have the same keys in the same order on most days, so that a text is made once and not for each day.</summary>
internal sealed class MapKeys
{
    private readonly List<string> _last = [];

    /// <summary>The key read last.</summary>
    /// <param name="reader">Stands at the key.</param>
    /// <param name="place">Which key of its map it is, from 0; a map is read from its first key on.</param>
    public string Read(ref Utf8JsonReader reader, int place)
    {
        if (place < _last.Count && !reader.ValueIsEscaped && reader.ValueTextEquals(_last[place]))
        {
            return _last[place];
        }

        var key = JsonCopy.Text(ref reader);
        if (place < _last.Count)
        {
            _last[place] = key;
        }
        else
        {
            _last.Add(key);
        }

        return key;
    }
}
