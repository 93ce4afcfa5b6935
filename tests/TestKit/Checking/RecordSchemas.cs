using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NJsonSchema;

namespace TestKit;

/// <summary>
/// Holds records against the schemas that discover gave: with a validator that knows nothing of this project, and with checks of its own for what that one lets pass
/// (whole numbers printed as such, dates in one form).
/// </summary>
public sealed partial class RecordSchemas
{
    private readonly Dictionary<string, (JsonSchema Schema, JsonObject Json)> _schemas = new(StringComparer.Ordinal);

    private RecordSchemas()
    {
    }

    /// <summary>Takes the schemas out of a discovered catalog.</summary>
    public static async Task<RecordSchemas> FromAsync(ConnectorOutput discovered)
    {
        ArgumentNullException.ThrowIfNull(discovered);
        var schemas = new RecordSchemas();
        foreach (var stream in discovered.Streams)
        {
            var json = stream["json_schema"]!.AsObject();
            schemas._schemas.Add(stream["name"]!.GetValue<string>(), (await JsonSchema.FromJsonAsync(json.ToJsonString()), json));
        }

        return schemas;
    }

    /// <summary>The first records that do not keep their schema, as text; empty when all do.</summary>
    public IReadOnlyList<string> Violations(ConnectorOutput output, int most = 5)
    {
        ArgumentNullException.ThrowIfNull(output);
        return [.. output.Records.SelectMany(Violations).Take(most)];
    }

    private IEnumerable<string> Violations(OutputRecord record)
    {
        if (!_schemas.TryGetValue(record.Stream, out var found))
        {
            return [$"{record.Stream} was not discovered."];
        }

        return found.Schema.Validate(record.RawData).Select(error => $"{record.Stream}: {error} in {record.RawData}")
            .Concat(Forms(found.Json, record.Data, "$").Select(violation => $"{record.Stream}: {violation} in {record.RawData}"));
    }

    private static IEnumerable<string> Forms(JsonObject schema, JsonNode? value, string path)
    {
        if (value is null)
        {
            yield break;
        }

        var types = schema["type"] switch { JsonArray several => [.. several.Select(type => type!.GetValue<string>())], { } one => new[] { one.GetValue<string>() }, null => [] };
        var text = value.ToJsonString();
        if (types.Contains("integer") && !types.Contains("number") && !Whole().IsMatch(text))
        {
            yield return $"{path} is {text}, not a whole number";
        }

        var form = schema["format"]?.GetValue<string>() switch { "date-time" => DateTimeForm(), "date" => DateForm(), _ => null };
        if (form is not null && !form.IsMatch(value.GetValue<string>()))
        {
            yield return $"{path} is {text}, not in the one form of its kind";
        }

        var inner = (schema["properties"] as JsonObject, value as JsonObject) is ({ } properties, { } map)
            ? properties.Where(property => map.ContainsKey(property.Key)).SelectMany(property => Forms(property.Value!.AsObject(), map[property.Key], $"{path}.{property.Key}"))
            : (schema["items"] as JsonObject, value as JsonArray) is ({ } items, { } list) ? list.SelectMany((item, index) => Forms(items, item, $"{path}[{index}]"))
            : [];
        foreach (var violation in inner)
        {
            yield return violation;
        }
    }

    [GeneratedRegex("^-?[0-9]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Whole();

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DateTimeForm();

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DateForm();
}
