using System.Text.Json;
using Airbyte.Protocol;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Storage;
using Source.FacebookPages.Unattended;

namespace Source.FacebookPages.Aws.Lambda;

/// <summary>Reads the event of an invocation. A pure function.</summary>
internal static class LambdaEventReader
{
    /// <summary>How a secret is named where a document is expected.</summary>
    public const string SecretScheme = "secretsmanager:";

    private static readonly Dictionary<string, LambdaCommand> Commands = new(StringComparer.Ordinal)
    {
        ["sync"] = LambdaCommand.Sync,
        ["plan"] = LambdaCommand.Plan,
        ["check"] = LambdaCommand.Check,
        ["discover"] = LambdaCommand.Discover,
        ["spec"] = LambdaCommand.Spec,
    };

    private static readonly TextRule Config = new(
        $"the configuration as an object, or where it is: {SecretScheme} and the secret, {StorageAddress.Allowed} with the object's key, or a path that begins with / or ends in .json",
        text => text.StartsWith(SecretScheme, StringComparison.Ordinal) ? SecretReference.TryParse(text[SecretScheme.Length..]) is not null : IsLocation(text));

    private static readonly TextRule Catalog = new(
        $"the configured catalog as an object, or where it is: {StorageAddress.Allowed} with the object's key, or a path that begins with / or ends in .json",
        IsLocation);

    private static readonly TextRule Storage = new($"the address of a storage: {StorageAddress.Allowed}", text => StorageAddress.TryParse(text) is not null);

    /// <summary>Reads an event: UTF-8 JSON, an object. Unknown keys are ignored, a null means absent, no command means <c>sync</c>.</summary>
    public static LambdaEventReading Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(JsonText.WithoutByteOrderMark(json));
            return document.RootElement switch
            {
                { ValueKind: not JsonValueKind.Object } other => Unreadable($"The event is {JsonValues.Kind(other)}, but must be a JSON object."),
                var root when !JsonText.IsValidUnicode(root) => Unreadable("The event has a text that is not valid Unicode: broken UTF-8, or half of a surrogate pair."),
                var root => Read(root),
            };
        }
        catch (JsonException exception)
        {
            return Unreadable($"The event is not valid JSON ({JsonText.Position(exception)}); it must be a JSON object.");
        }
    }

    private static LambdaEventReading Read(JsonElement root)
    {
        List<string> mistakes = [];
        var keys = new ConfigurationObject(root, "", mistakes);
        var name = keys.Choice(LambdaEventKeys.Command, [.. Commands.Keys]);
        // What a command that does not exist would need is not known; what is there is judged all the same.
        LambdaCommand? command = name is not null ? Commands[name] : keys.Has(LambdaEventKeys.Command) ? null : LambdaCommand.Sync;
        var needsConfig = command is not (null or LambdaCommand.Spec);
        var needsStorage = command is LambdaCommand.Sync;
        var read = new LambdaEvent
        {
            Command = command ?? LambdaCommand.Sync,
            Config = Document(keys.ObjectOrText(LambdaEventKeys.Config, Config, needsConfig)),
            Catalog = Document(keys.ObjectOrText(LambdaEventKeys.Catalog, Catalog)),
            Connection = keys.Text(LambdaEventKeys.Connection, ConnectionId.Rule, needsStorage),
            StateRegistry = keys.Text(LambdaEventKeys.StateRegistry, Storage, needsStorage),
            Output = keys.Text(LambdaEventKeys.Output, Storage, needsStorage),
            MaxRuntimeSeconds = Integer(keys, LambdaEventKeys.MaxRuntimeSeconds, int.MaxValue),
            PagesShard = keys.Text(LambdaEventKeys.PagesShard, PagesShard.Rule) is { } shard ? PagesShard.TryParse(shard) : null,
            Workers = Integer(keys, LambdaEventKeys.Workers, PagesShard.MaxCount),
            PagesPerWorker = Integer(keys, LambdaEventKeys.PagesPerWorker, int.MaxValue),
        };
        if (keys.Has(LambdaEventKeys.Workers) && keys.Has(LambdaEventKeys.PagesPerWorker))
        {
            mistakes.Add($"{LambdaEventKeys.Workers} and {LambdaEventKeys.PagesPerWorker} are both there, but only one of them can be; take one out.");
        }

        return new LambdaEventReading(mistakes.Count == 0 ? read : null, mistakes, [.. keys.Unknown()]);
    }

    private static LambdaEventReading Unreadable(string mistake) => new(Event: null, [mistake], []);

    private static int? Integer(ConfigurationObject keys, string key, int maximum) =>
        keys.Integer(key, 1, maximum, absent: 0) is > 0 and var number ? number : null;

    private static EventDocument? Document(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.Object } inline => new EventDocument.Inline(inline.Clone()),
        { } reference => new EventDocument.Reference(reference.GetString()!),
        null => null,
    };

    // A path must look like one: later messages name it, and a token, or JSON within a string, may have been put in its place.
    private static bool IsLocation(string text) => StorageAddress.HasScheme(text)
        ? StorageAddress.TryParse(text) is { Path.Length: > 0 }
        : (text.StartsWith('/') || text.EndsWith(".json", StringComparison.Ordinal)) && !text.Any(char.IsControl);
}
