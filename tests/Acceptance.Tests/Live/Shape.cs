using System.Text.Json;

namespace Acceptance.Tests.Live;

/// <summary>
/// The shape of JSON values that stand at the same place of several answers: which kinds they have, which keys the objects among them, and the shape of all elements of the lists among them.
/// It keeps no value; a key that is an id is kept as <c>{id}</c>.
/// </summary>
internal sealed class Shape
{
    private readonly SortedSet<string> _kinds = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Shape> _keys = new(StringComparer.Ordinal);
    private int _objects;
    private int _seen;

    /// <summary>The kinds that were seen: object, array, string, number, boolean, null.</summary>
    public IReadOnlyCollection<string> Kinds => _kinds;

    /// <summary>The keys of the objects that were seen.</summary>
    public IReadOnlyDictionary<string, Shape> Keys => _keys;

    /// <summary>The shape of the elements of the lists; null when there were none.</summary>
    public Shape? Elements { get; private set; }

    /// <summary>Whether every object that was seen had this key.</summary>
    public bool AlwaysHas(string key) => _objects > 0 && _keys.TryGetValue(key, out var shape) && shape._seen == _objects;

    /// <summary>Adds a value.</summary>
    public void Add(JsonElement value)
    {
        _seen++;
        _kinds.Add(KindOf(value));
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var element in value.EnumerateArray())
            {
                Elements ??= new Shape();
                Elements.Add(element);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            _objects++;
            foreach (var properties in value.EnumerateObject().GroupBy(property => NameOf(property.Name), StringComparer.Ordinal))
            {
                var shape = _keys.TryGetValue(properties.Key, out var known) ? known : _keys[properties.Key] = new Shape();
                foreach (var property in properties)
                {
                    shape.Add(property.Value);
                }

                // Several ids are one key of the object.
                shape._seen -= properties.Count() - 1;
            }
        }
    }

    private static string NameOf(string key) => key.Length > 0 && key.All(char.IsAsciiDigit) && key.Length > 5 ? "{id}" : key;

    private static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var kind => kind.ToString().ToLowerInvariant(),
    };
}
