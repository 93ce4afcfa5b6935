using System.Reflection;
using System.Text.Json;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Metrics;

namespace Source.FacebookPages.Tests.Configuration;

/// <summary>spec.json and the reader are two accounts of one thing.</summary>
public class SpecificationAgainstReaderTests
{
    public static TheoryData<string> Keys => [.. Specification.Properties().Keys];

    public static TheoryData<string> IntegerKeys => [.. Specification.Properties().Where(property => property.Value.GetProperty("type").GetString() == "integer").Select(property => property.Key)];

    [Fact]
    public void Both_have_the_same_keys_in_the_same_order()
    {
        Assert.Equal(Constants(typeof(ConfigurationKeys)), Specification.Properties().OrderBy(property => property.Value.GetProperty("order").GetInt32()).Select(property => property.Key));
    }

    [Fact]
    public void Both_have_the_same_keys_of_credentials()
    {
        var variants = Specification.Properties()["credentials"].GetProperty("oneOf").EnumerateArray().Select(variant => variant.GetProperty("properties")).ToList();
        var keys = variants.SelectMany(variant => variant.EnumerateObject().Select(property => property.Name))
            .Concat(variants[1].GetProperty("page_tokens").GetProperty("items").GetProperty("properties").EnumerateObject().Select(property => property.Name));

        var constants = Constants(typeof(CredentialKeys)).Except(["page_access_tokens", "aws_secrets_manager"]);
        Assert.Equal(constants.Distinct().Order(), keys.Distinct().Order());
    }

    [Fact]
    public void Both_have_the_same_keys_and_defaults_of_the_schema_registry()
    {
        var registry = Specification.Properties()["schema_registry"].GetProperty("properties");
        var credentials = registry.GetProperty("credentials").GetProperty("oneOf").EnumerateArray()
            .SelectMany(variant => variant.GetProperty("properties").EnumerateObject().Select(property => property.Name));
        var constants = Constants(typeof(SchemaRegistryKeys)).Except(["basic", "ignore", "warn", "fail"]);

        Assert.Equal(constants.Distinct().Order(), registry.EnumerateObject().Select(property => property.Name).Concat(credentials).Distinct().Order());
        Assert.Equal(new SchemaRegistryConfig().SubjectPrefix, registry.GetProperty("subject_prefix").GetProperty("default").GetString());
        Assert.Equal(OnDrift.Warn, new SchemaRegistryConfig().OnDrift);
        Assert.Equal("warn", registry.GetProperty("on_drift").GetProperty("default").GetString());
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void The_reader_really_reads_every_key(string key)
    {
        var wrongKind = Specification.Properties()[key].GetProperty("type").GetString() == "object" ? "[]" : """{"a": 1}""";

        var mistake = Assert.Single(Configurations.Mistakes(Configurations.With($$"""{"{{key}}": {{wrongKind}}}""")));

        Assert.StartsWith(key + " is ", mistake, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(IntegerKeys))]
    public void Both_have_the_same_bounds(string key)
    {
        var minimum = Specification.Properties()[key].GetProperty("minimum").GetInt32();
        var maximum = Specification.Properties()[key].GetProperty("maximum").GetInt32();

        Assert.Empty(MistakesOf(minimum));
        Assert.Empty(MistakesOf(maximum));
        Assert.Contains($"from {minimum} to {maximum}", Assert.Single(MistakesOf(minimum - 1)), StringComparison.Ordinal);
        Assert.Contains($"from {minimum} to {maximum}", Assert.Single(MistakesOf(maximum + 1)), StringComparison.Ordinal);

        IReadOnlyList<string> MistakesOf(int value) => Configurations.Mistakes(Configurations.With($$"""{"{{key}}": {{value}}}"""));
    }

    [Fact]
    public void Both_have_the_same_choices()
    {
        Assert.Equal(MetricGroup.Configurable, Options(Specification.Properties()["metric_groups"].GetProperty("items")));
        Assert.Equal(InsightsPeriods.All.Select(period => period.Name()), Options(Specification.Properties()["periods"].GetProperty("items")));
        Assert.Equal(["per_page", "combined"], Options(Specification.Properties()["stream_layout"]));
        Assert.Equal(["skip", "fail"], Options(Specification.Properties()["on_page_access_lost"]));
        Assert.Equal(["ignore", "warn", "fail"], Options(Specification.Properties()["schema_registry"].GetProperty("properties").GetProperty("on_drift")));
    }

    [Fact]
    public void A_configuration_that_spells_out_all_defaults_reads_like_the_minimal_one()
    {
        var defaults = string.Join(",", Specification.Properties()
            .Where(property => property.Value.TryGetProperty("default", out _))
            .Select(property => $"\"{property.Key}\": {property.Value.GetProperty("default").GetRawText()}"));

        var spelled = Configurations.Read(Configurations.With($$"""{{{defaults}}}"""));
        var minimal = Configurations.Read(Configurations.Minimal);

        // Lists are compared by content, and the default of the groups is "all that need no special right".
        Assert.Equal(minimal.Periods, spelled.Periods);
        Assert.Equal(minimal.PageFields, spelled.PageFields);
        Assert.Null(minimal.MetricGroups);
        Assert.Equal(MetricGroup.Default, spelled.MetricGroups);
        Assert.Equal(
            minimal,
            spelled with
            {
                Credentials = minimal.Credentials,
                Periods = minimal.Periods,
                PageFields = minimal.PageFields,
                MetricGroups = null,
                PageIds = minimal.PageIds,
                ExcludePageIds = minimal.ExcludePageIds,
                Metrics = minimal.Metrics,
                ExcludeMetrics = minimal.ExcludeMetrics,
                Remarks = minimal.Remarks,
            });
    }

    [Fact]
    public void Keys_whose_default_is_a_plain_value_say_it()
    {
        var without = Specification.Properties().Where(property => !property.Value.TryGetProperty("default", out _)).Select(property => property.Key);

        Assert.Equal(["credentials", "page_ids", "exclude_page_ids", "start_date", "end_date", "metrics", "exclude_metrics", "schema_registry"], without);
    }

    private static IEnumerable<string> Options(JsonElement schema) => schema.GetProperty("enum").EnumerateArray().Select(option => option.GetString()!);

    private static List<string> Constants(Type type) =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];
}
