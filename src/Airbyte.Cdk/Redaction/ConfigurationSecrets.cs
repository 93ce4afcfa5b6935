using System.Text.Json;

namespace Airbyte.Cdk;

/// <summary>Finds the secrets in a configuration with the help of the specification.</summary>
internal sealed class ConfigurationSecrets
{
    private readonly HashSet<string> _secretNames = new(StringComparer.Ordinal);
    private readonly List<string> _found = [];

    /// <summary>All secret texts; see <see cref="SecretRedactor.AddFromConfiguration"/> for what counts.</summary>
    public static List<string> Find(JsonElement configuration, JsonElement specification)
    {
        var search = new ConfigurationSecrets();
        var schema = Property(specification, "connectionSpecification") ?? specification;
        search.CollectNames(schema, name: null);
        search.ByPath(schema, configuration);
        search.ByName(configuration);
        return search._found;
    }

    private static bool IsSecret(JsonElement schema) => Property(schema, "airbyte_secret") is { ValueKind: JsonValueKind.True };

    private static JsonElement? Property(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    private static JsonElement.ArrayEnumerator Variants(JsonElement schema) =>
        Property(schema, "oneOf") is { ValueKind: JsonValueKind.Array } variants ? variants.EnumerateArray() : default;

    private static JsonElement.ObjectEnumerator Properties(JsonElement schema) =>
        Property(schema, "properties") is { ValueKind: JsonValueKind.Object } properties ? properties.EnumerateObject() : default;

    /// <summary>Remembers the names under which secrets stand; tells whether there is any within the schema.</summary>
    private bool CollectNames(JsonElement schema, string? name)
    {
        var any = IsSecret(schema);
        if (any && name is not null)
        {
            _secretNames.Add(name);
        }

        foreach (var variant in Variants(schema))
        {
            any |= CollectNames(variant, name);
        }

        foreach (var property in Properties(schema))
        {
            any |= CollectNames(property.Value, property.Name);
        }

        return (Property(schema, "items") is { } items && CollectNames(items, name)) || any;
    }

    private void ByPath(JsonElement schema, JsonElement value)
    {
        if (IsSecret(schema))
        {
            AddAll(value);
            return;
        }

        foreach (var variant in Variants(schema))
        {
            ByPath(variant, value);
        }

        foreach (var property in Properties(schema))
        {
            if (Property(value, property.Name) is { } child)
            {
                ByPath(property.Value, child);
            }
        }

        if (value.ValueKind == JsonValueKind.Array && Property(schema, "items") is { } items)
        {
            foreach (var item in value.EnumerateArray())
            {
                ByPath(items, item);
            }
        }
        else if (value.ValueKind is JsonValueKind.String or JsonValueKind.Array && CollectNames(schema, name: null))
        {
            // A text or list where the specification has an object or list around a secret: most likely the secret itself.
            AddAll(value);
        }
    }

    private void ByName(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in value.EnumerateObject())
            {
                if (_secretNames.Any(property.NameEquals))
                {
                    AddAll(property.Value);
                }
                else
                {
                    ByName(property.Value);
                }
            }
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                ByName(item);
            }
        }
    }

    private void AddAll(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    AddAll(property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    AddAll(item);
                }

                break;
            case JsonValueKind.Number:
                _found.Add(value.GetRawText());
                break;
            case JsonValueKind.String:
                _found.Add(value.GetString()!);
                break;
        }
    }
}
