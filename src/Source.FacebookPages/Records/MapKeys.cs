using System.Text.Json;

namespace Source.FacebookPages.Records;

/// <summary>Reads the keys of maps. The maps of an answer have few keys, mostly in the same order, of which one or the other is missing on some days: a text is made once and not for each day.</summary>
internal sealed class MapKeys
{
    // Beyond it, looking for a key costs more than making it.
    private const int MostKept = 64;

    private readonly List<string> _kept = [];
    private int _next;

    /// <summary>The key that the reader stands at.</summary>
    public string Read(ref Utf8JsonReader reader)
    {
        for (var tried = 0; tried < _kept.Count && !reader.ValueIsEscaped; tried++)
        {
            var index = (_next + tried) % _kept.Count;
            if (reader.ValueTextEquals(_kept[index]))
            {
                _next = index + 1;
                return _kept[index];
            }
        }

        var key = JsonCopy.Text(ref reader);
        if (_kept.Count < MostKept && !reader.ValueIsEscaped)
        {
            _kept.Add(key);
            _next = _kept.Count;
        }

        return key;
    }
}
