using System.Text;
using System.Text.Json.Nodes;
using GraphSimulator;
using Source.FacebookPages.Aws;
using Source.FacebookPages.Storage;
using Source.FacebookPages.Tests.Aws;
using TestKit;
using TestKit.Registry;

namespace Source.FacebookPages.Tests.EndToEnd.Drift;

/// <summary>Runs of the connector, one after the other, with a schema registry of some kind, while the simulated Facebook changes.</summary>
internal sealed class DriftStory : IAsyncDisposable
{
    public const string File = "file";
    public const string S3 = "s3";
    public const string Confluent = "confluent";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("drift-");
    private readonly S3Fixture? _s3;
    private string? _state;

    private DriftStory(Scenario scenario, S3Fixture? s3)
    {
        Scenario = scenario;
        _s3 = s3;
    }

    public static TheoryData<string> Kinds => [File, S3, Confluent];

    public Scenario Scenario { get; }

    public SimulatedWorld World => Scenario.World;

    /// <summary>The service, where it is one.</summary>
    public ConfluentServer? Service { get; private set; }

    private string? Bucket { get; set; }

    /// <summary>Starts: two Pages with 40 days, two plain metrics and one map, read once a day.</summary>
    public static async Task<DriftStory> StartAsync(string kind, S3Fixture? s3 = null, string onDrift = "warn", DateTimeOffset? now = null)
    {
        var story = new DriftStory(await Scenario.StartAsync(SimulatedWorld.Create(pages: 2, days: 40, now)), s3);
        story.Scenario.Config.WithList("metric_groups").WithList("metrics", "page_post_engagements", "page_total_actions", "page_fan_adds_by_paid_non_paid_unique");
        await story.UseAsync(kind, onDrift);
        return story;
    }

    /// <summary>The settings of the registry.</summary>
    public JsonObject Registry { get; private set; } = [];

    /// <summary>Reads everything that discover offers, going on from the last run, a day later.</summary>
    public async Task<ConnectorOutput> RunAsync()
    {
        World.Now = World.Now.AddDays(1);
        Scenario.Config.With("schema_registry", Registry.DeepClone());
        var output = await Scenario.ReadAsync(await Scenario.CatalogAsync(), _state);
        _state = output.StateFile(_state);
        return output;
    }

    /// <summary>The warnings of a run that tell of drift, without their first word.</summary>
    public static IReadOnlyList<string> DriftOf(ConnectorOutput output) =>
        [.. output.Logs.Where(log => log.Level == "WARN" && log.Message.StartsWith("Drift: ", StringComparison.Ordinal)).Select(log => log.Message["Drift: ".Length..])];

    /// <summary>The schemas of a subject, oldest first.</summary>
    public async Task<IReadOnlyList<JsonObject>> VersionsAsync(string subject)
    {
        var name = "facebook_pages." + subject;
        if (Service is not null)
        {
            return [.. Service.VersionsOf(name).Select(schema => JsonNode.Parse(schema)!.AsObject())];
        }

        IReadOnlyDictionary<string, string> all = Bucket is not null
            ? (await _s3!.Server.ObjectsAsync(Bucket)).ToDictionary(pair => pair.Key, pair => Encoding.UTF8.GetString(pair.Value))
            : Directory.EnumerateFiles(_folder.FullName, "*.json", SearchOption.AllDirectories).ToDictionary(path => Path.GetRelativePath(_folder.FullName, path), System.IO.File.ReadAllText);
        return [.. all.Where(pair => pair.Key.Contains($"{name}/versions/", StringComparison.Ordinal)).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => JsonNode.Parse(pair.Value)!["schema"]!.AsObject())];
    }

    /// <summary>Changes the newest version of a schema behind the connector's back.</summary>
    public async Task ReplaceLatestAsync(string subject, string text, string by)
    {
        var name = "facebook_pages." + subject;
        if (Service is not null)
        {
            Service.Register(name, Changed(Service.VersionsOf(name)[^1]));
            return;
        }

        using var store = Scenario.Run.OpenStore(StorageAddress.TryParse(Registry["url"]!.GetValue<string>())!);
        var found = await store.ReadAsync($"{name}/latest.json", TestContext.Current.CancellationToken);
        var latest = JsonNode.Parse(found!.Content.Span)!;
        latest["schema"] = JsonNode.Parse(Changed(latest["schema"]!.ToJsonString()));
        await store.WriteAsync($"{name}/latest.json", Encoding.UTF8.GetBytes(latest.ToJsonString()), TestContext.Current.CancellationToken);

        string Changed(string schema) =>
            schema.Contains(text, StringComparison.Ordinal) ? schema.Replace(text, by, StringComparison.Ordinal) : throw new InvalidOperationException($"The schema has no {text}: {schema}");
    }

    /// <summary>The history of what has changed, as <c>kind what</c>.</summary>
    public async Task<IReadOnlyList<string>> HistoryAsync() =>
        [.. (await VersionsAsync("observed"))[^1]["x-observed"]!["history"]!.AsArray().Select(drift => $"{drift!["kind"]} {drift["what"]}")];

    /// <summary>Everything that the registry has, as text.</summary>
    public async Task<string> EverythingAsync()
    {
        List<JsonObject> all = [];
        foreach (var subject in new[] { "pages", "page_insights", "metric_availability", "observed" })
        {
            all.AddRange(await VersionsAsync(subject));
        }

        return string.Join('\n', all.Select(schema => schema.ToJsonString())) + string.Join('\n', Service?.Requests.Select(request => request.Target + request.Text) ?? []);
    }

    public async ValueTask DisposeAsync()
    {
        await Scenario.DisposeAsync();
        if (Service is not null)
        {
            await Service.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private async Task UseAsync(string kind, string onDrift)
    {
        var url = $"file://{_folder.FullName}";
        if (kind == Confluent)
        {
            Service = await ConfluentServer.StartAsync();
            url = Service.Address.ToString().TrimEnd('/');
        }
        else if (kind == S3)
        {
            Bucket = await _s3!.Server.NewBucketAsync();
            var settings = _s3.Settings;
            Scenario.Run.OpenStore = address => address.Bucket is null ? new FileStore(address, World.Clock) : new S3Store(address, settings);
            url = $"s3://{Bucket}/schemas";
        }

        Registry = new JsonObject { ["url"] = url, ["on_drift"] = onDrift };
    }
}
