using System.Text.Json;
using Airbyte.Cdk;
using Source.FacebookPages.Metrics;

namespace Source.FacebookPages.Configuration;

/// <summary>Reads the configuration. A pure function: no I/O, no clock.</summary>
internal static class SourceConfigReader
{
    private const string AllowedCredentials =
        $"an object with {CredentialKeys.AuthType} and the keys that belong to it";

    private static readonly IReadOnlyList<string> Layouts = ["per_page", "combined"];

    private static readonly IReadOnlyList<string> Reactions = ["skip", "fail"];

    private static readonly IReadOnlyList<string> PeriodNames = [.. InsightsPeriods.All.Select(period => period.Name())];

    /// <summary>Reads a configuration; unknown keys are ignored, a null means absent.</summary>
    /// <param name="configuration">The root of the configuration.</param>
    /// <param name="environment">Reads an environment variable; <c>DEPLOYMENT_MODE=cloud</c> forbids private hosts.</param>
    /// <exception cref="ConfigurationException">The configuration has mistakes; all of them are named.</exception>
    public static SourceConfig Read(JsonElement configuration, Func<string, string?> environment)
    {
        if (configuration.ValueKind != JsonValueKind.Object)
        {
            throw new ConfigurationException([$"The configuration is {JsonValues.Kind(configuration)}, but must be an object."]);
        }

        List<string> mistakes = [];
        var root = new ConfigurationObject(configuration, "", mistakes);
        var credentialsObject = root.Object(ConfigurationKeys.Credentials, AllowedCredentials);
        var credentials = credentialsObject is null ? null : CredentialsReader.Read(credentialsObject);
        if (credentialsObject is null && root.Has(CredentialKeys.AccessToken))
        {
            mistakes.Add($"{CredentialKeys.AccessToken} must stand inside {ConfigurationKeys.Credentials}.");
        }

        var config = Settings(root, IsCloud(environment));
        CheckTogether(root, config);
        return mistakes.Count == 0 && credentials is not null
            ? config with { Credentials = credentials, Remarks = [.. root.Misspelt(), .. credentialsObject!.Misspelt(), .. config.SchemaRegistry?.Remarks ?? []] }
            : throw new ConfigurationException(mistakes);
    }

    private static SourceConfig Settings(ConfigurationObject root, bool cloud)
    {
        var defaults = new SourceConfig { Credentials = NoCredentials.Instance };
        return defaults with
        {
            PageIds = root.Texts(ConfigurationKeys.PageIds, TextRule.PageId) ?? defaults.PageIds,
            ExcludePageIds = root.Texts(ConfigurationKeys.ExcludePageIds, TextRule.PageId) ?? defaults.ExcludePageIds,
            DiscoverBusinessPages = root.Boolean(ConfigurationKeys.DiscoverBusinessPages, defaults.DiscoverBusinessPages),
            StartDate = root.Date(ConfigurationKeys.StartDate),
            EndDate = root.Date(ConfigurationKeys.EndDate),
            LookbackWindowDays = root.Integer(ConfigurationKeys.LookbackWindowDays, 0, 90, defaults.LookbackWindowDays),
            MetricGroups = root.Choices(ConfigurationKeys.MetricGroups, MetricGroup.Configurable),
            Metrics = root.Texts(ConfigurationKeys.Metrics, TextRule.MetricName) ?? defaults.Metrics,
            ExcludeMetrics = root.Texts(ConfigurationKeys.ExcludeMetrics, TextRule.MetricName) ?? defaults.ExcludeMetrics,
            Periods = Periods(root) ?? defaults.Periods,
            StreamLayout = root.Choice(ConfigurationKeys.StreamLayout, Layouts) == "combined" ? StreamLayout.Combined : StreamLayout.PerPage,
            PageFields = PageFields(root) ?? defaults.PageFields,
            ApiVersion = root.Text(ConfigurationKeys.ApiVersion, TextRule.ApiVersion) ?? defaults.ApiVersion,
            WindowDays = root.Integer(ConfigurationKeys.WindowDays, 1, 90, defaults.WindowDays),
            Concurrency = root.Integer(ConfigurationKeys.Concurrency, 1, 64, defaults.Concurrency),
            RequestTimeout = Seconds(root, ConfigurationKeys.RequestTimeoutSeconds, 1, 300, defaults.RequestTimeout),
            MaxAttempts = root.Integer(ConfigurationKeys.MaxAttempts, 1, 20, defaults.MaxAttempts),
            MaxWait = Seconds(root, ConfigurationKeys.MaxWaitSeconds, 0, 10800, defaults.MaxWait),
            OnPageAccessLost = root.Choice(ConfigurationKeys.OnPageAccessLost, Reactions) == "fail" ? PageAccessLost.Fail : PageAccessLost.Skip,
            SchemaRegistry = root.Has(ConfigurationKeys.SchemaRegistry) && root.Object(ConfigurationKeys.SchemaRegistry, SchemaRegistryReader.Allowed) is { } registry
                ? SchemaRegistryReader.Read(registry, cloud)
                : null,
            ApiUrl = root.Text(ConfigurationKeys.ApiUrl, cloud ? ApiUrl.PublicHost : ApiUrl.AnyHost) is { } url ? ApiUrl.Parse(url)! : defaults.ApiUrl,
        };
    }

    private static void CheckTogether(ConfigurationObject root, SourceConfig config)
    {
        if (config.StartDate > config.EndDate)
        {
            root.Mistake(ConfigurationKeys.StartDate, $"({config.StartDate:yyyy-MM-dd}) must not be later than {ConfigurationKeys.EndDate} ({config.EndDate:yyyy-MM-dd}).");
        }

        if (config.PageIds.Count > 0 && config.PageIds.All(config.ExcludePageIds.Contains))
        {
            root.Mistake(ConfigurationKeys.ExcludePageIds, $"names every Page of {ConfigurationKeys.PageIds}, so that none is left to read.");
        }

        var namesMetrics = !root.IsAbsentOrEmpty(ConfigurationKeys.Metrics);
        var excludesAll = config.Metrics.Count > 0 && config.Metrics.All(config.ExcludeMetrics.Contains);
        if (root.IsEmptyList(ConfigurationKeys.MetricGroups) && (!namesMetrics || excludesAll))
        {
            root.Mistake(ConfigurationKeys.MetricGroups, $"is an empty list and {ConfigurationKeys.Metrics} names no metric that is not excluded, so that there is nothing to ask for; leave {ConfigurationKeys.MetricGroups} out for the default.");
        }
    }

    private static IReadOnlyList<InsightsPeriod>? Periods(ConfigurationObject root) =>
        root.Choices(ConfigurationKeys.Periods, PeriodNames, atLeastOne: true) is { } names
            ? [.. InsightsPeriods.All.Where(period => names.Contains(period.Name()))]
            : null;

    // The id is always there, under the name page_id, so asking for it changes nothing. An empty list is what a form sends for "not filled in".
    private static IReadOnlyList<string>? PageFields(ConfigurationObject root)
    {
        var fields = root.Texts(ConfigurationKeys.PageFields, TextRule.PageField);
        return fields is null or [] ? null : [.. fields.Where(field => field is not ("id" or "page_id"))];
    }

    private static TimeSpan Seconds(ConfigurationObject root, string key, int minimum, int maximum, TimeSpan absent) =>
        TimeSpan.FromSeconds(root.Integer(key, minimum, maximum, (int)absent.TotalSeconds));

    private static bool IsCloud(Func<string, string?> environment) =>
        string.Equals(environment("DEPLOYMENT_MODE"), "cloud", StringComparison.OrdinalIgnoreCase);

    // Stands in while the other settings are read; never leaves this class.
    private sealed record NoCredentials : Credentials
    {
        public static NoCredentials Instance { get; } = new();
    }
}
