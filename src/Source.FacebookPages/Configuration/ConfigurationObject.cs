using System.Text.Json;

namespace Source.FacebookPages.Configuration;

/// <summary>
/// One object of the configuration, read key by key. Every mistake becomes a sentence with the path of the key, the kind of the value and what is allowed;
/// texts of the configuration are never repeated, because any of them may be a secret under the wrong key. A null is the same as no value.
/// </summary>
internal sealed class ConfigurationObject(JsonElement element, string path, List<string> mistakes)
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    /// <summary>The keys that were asked for so far.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    /// <summary>The full path of a key of this object.</summary>
    public string PathOf(string key) => path.Length == 0 ? key : $"{path}.{key}";

    /// <summary>Notes a mistake that concerns a key.</summary>
    public void Mistake(string key, string sentence) => mistakes.Add($"{PathOf(key)} {sentence}");

    /// <summary>Whether the key has a value; unlike the other methods this does not make the key a known one.</summary>
    public bool Has(string key) => element.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>Whether the key has no value or an empty list.</summary>
    public bool IsAbsentOrEmpty(string key) => !Has(key) || IsEmptyList(key);

    /// <summary>Whether the key has an empty list.</summary>
    public bool IsEmptyList(string key) =>
        element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0;

    /// <summary>A string, or null when it is absent or wrong.</summary>
    public string? Text(string key, TextRule rule, bool required = false) =>
        Find(key) is { } value ? Text(value, PathOf(key), rule) : Missing(key, rule.Allowed, required);

    /// <summary>A day, or null when it is absent or wrong.</summary>
    public DateOnly? Date(string key) => Text(key, TextRule.Date) is { } text ? TextRule.ParseDate(text) : null;

    /// <summary>A whole number in a range; 8.0 is one, as JSON Schema has it.</summary>
    public int Integer(string key, int minimum, int maximum, int absent)
    {
        if (Find(key) is not { } value)
        {
            return absent;
        }

        var allowed = $"a whole number from {minimum} to {maximum}";
        if (value.ValueKind != JsonValueKind.Number)
        {
            Mistake(key, $"is {JsonValues.Kind(value)}, but must be {allowed}, without quotes.");
        }
        else if (!value.TryGetDecimal(out var number) || number != decimal.Truncate(number) || number < minimum || number > maximum)
        {
            Mistake(key, $"is {(value.GetRawText() is { Length: <= 12 } raw ? raw : "a number")}, but must be {allowed}.");
        }
        else
        {
            return (int)number;
        }

        return absent;
    }

    /// <summary>True or false.</summary>
    public bool Boolean(string key, bool absent)
    {
        if (Find(key) is not { } value)
        {
            return absent;
        }

        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Mistake(key, $"is {JsonValues.Kind(value)}, but must be true or false, without quotes.");
            return absent;
        }

        return value.GetBoolean();
    }

    /// <summary>One of a few words; null when it is absent or wrong.</summary>
    public string? Choice(string key, IReadOnlyList<string> options, bool required = false) => Text(key, OneOf(options), required);

    /// <summary>A list of strings, each once, in their order; null when it is absent or not a list. Wrong entries are left out.</summary>
    public IReadOnlyList<string>? Texts(string key, TextRule rule, bool atLeastOne = false) =>
        Elements(key, $"a list{(atLeastOne ? " with at least one entry" : "")}, each entry {rule.Allowed}", atLeastOne)?
            .Select((value, index) => Text(value, $"{PathOf(key)}[{index}]", rule))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToList();

    /// <summary>A list of some of a few words.</summary>
    public IReadOnlyList<string>? Choices(string key, IReadOnlyList<string> options, bool atLeastOne = false) => Texts(key, OneOf(options), atLeastOne);

    /// <summary>An object; null when it is absent or wrong.</summary>
    public ConfigurationObject? Object(string key, string allowed)
    {
        if (Find(key) is not { } value)
        {
            Missing(key, allowed, required: true);
            return null;
        }

        return Object(value, PathOf(key), allowed);
    }

    /// <summary>An object or a string, as it stands; null when it is absent or neither, or a string that the rule does not allow.</summary>
    /// <param name="key">The key.</param>
    /// <param name="rule">What the string must be; what it says is allowed names the object too.</param>
    /// <param name="required">Whether it must be there.</param>
    public JsonElement? ObjectOrText(string key, TextRule rule, bool required = false)
    {
        if (Find(key) is not { } value)
        {
            Missing(key, rule.Allowed, required);
            return null;
        }

        return value.ValueKind == JsonValueKind.Object || Text(value, PathOf(key), rule) is not null ? value : null;
    }

    /// <summary>A list of at least one object; null when it is absent or not a list, and without its wrong entries.</summary>
    public IReadOnlyList<ConfigurationObject>? Objects(string key, string allowedEntry)
    {
        var allowed = $"a list with at least one entry, each {allowedEntry}";
        if (Find(key) is null)
        {
            Missing(key, allowed, required: true);
            return null;
        }

        return Elements(key, allowed, atLeastOne: true)?
            .Select((value, index) => Object(value, $"{PathOf(key)}[{index}]", allowedEntry))
            .OfType<ConfigurationObject>()
            .ToList();
    }

    /// <summary>Says which unknown keys look like typing errors. Other unknown keys are nobody's business.</summary>
    public IEnumerable<string> Misspelt() => UnknownKeys().Where(key => key.Meant is not null).Select(key => Misspelt(key.Name!, key.Meant!));

    /// <summary>Says which unknown keys look like typing errors, and how many others there are. Those are not named: a secret may have been pasted in the place of a key.</summary>
    public IEnumerable<string> Unknown()
    {
        var unknown = UnknownKeys().ToLookup(key => key.Meant is not null);
        var sentences = unknown[true].Select(key => Misspelt(key.Name!, key.Meant!));
        return unknown[false].Any()
            ? sentences.Append($"{unknown[false].Count()} key(s) are not known and are ignored; known are {string.Join(", ", _asked.Select(PathOf))}.")
            : sentences;
    }

    private string Misspelt(string name, string meant) => $"The key {PathOf(name)} is not known and is ignored. Did you mean {PathOf(meant)}?";

    // A key that begins with an underscore is a remark of the user's own.
    private IEnumerable<(string? Name, string? Meant)> UnknownKeys() => element.EnumerateObject()
        .Select(JsonValues.Name)
        .Where(name => name is null || (!_asked.Contains(name) && !name.StartsWith('_')))
        .Select(name => (name, name is null ? null : Spelling.Closest(name, _asked)));

    private static TextRule OneOf(IReadOnlyList<string> options) =>
        new("one of " + string.Join(", ", options.Select(option => $"\"{option}\"")), text => options.Contains(text));

    private JsonElement? Find(string key)
    {
        _asked.Add(key);
        return element.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private string? Missing(string key, string allowed, bool required)
    {
        if (required)
        {
            Mistake(key, $"is missing; it must be {allowed}.");
        }

        return null;
    }

    private string? Text(JsonElement value, string valuePath, TextRule rule)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            mistakes.Add($"{valuePath} is {JsonValues.Kind(value)}, but must be {rule.Allowed}.");
            return null;
        }

        var text = JsonValues.Text(value);
        if (text is not null && rule.Trims)
        {
            text = text.Trim();
        }

        if (text is not null && rule.Allows(text))
        {
            return text;
        }

        mistakes.Add(text is { Length: 0 } ? $"{valuePath} is empty, but must be {rule.Allowed}." : $"{valuePath} must be {rule.Allowed}; its value is something else.");
        return null;
    }

    private IReadOnlyList<JsonElement>? Elements(string key, string allowed, bool atLeastOne)
    {
        if (Find(key) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            Mistake(key, $"is {JsonValues.Kind(value)}, but must be {allowed}.");
            return null;
        }

        if (atLeastOne && value.GetArrayLength() == 0)
        {
            Mistake(key, $"is an empty list, but must be {allowed}.");
        }

        return [.. value.EnumerateArray()];
    }

    private ConfigurationObject? Object(JsonElement value, string valuePath, string allowed)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            return new ConfigurationObject(value, valuePath, mistakes);
        }

        mistakes.Add($"{valuePath} is {JsonValues.Kind(value)}, but must be {allowed}.");
        return null;
    }
}
