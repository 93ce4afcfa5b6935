using System.Text.RegularExpressions;

namespace Acceptance.Tests.Repository;

/// <summary>The README's table of Airbyte's own acceptance tests against those tests and ours.</summary>
public sealed partial class HarnessTableTests
{
    // Of connector-acceptance-test 3.9.8, and of the standard tests of airbyte-cdk for images.
    private static readonly IReadOnlyDictionary<string, string[]> Suites = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["`TestSpec`"] =
        [
            "`test_config_match_spec`", "`test_match_expected`", "`test_enum_usage`", "`test_oneof_usage`", "`test_required`", "`test_optional`", "`test_has_secret`",
            "`test_secret_never_in_the_output`", "`test_secret_is_properly_marked`", "`test_property_type_is_not_array`", "`test_object_not_empty`", "`test_array_type`",
            "`test_forbidden_complex_types`", "`test_date_pattern`", "`test_date_format`", "`test_duplicate_order`", "`test_nested_group`", "`test_display_type`",
            "`test_defined_refs_exist_in_json_spec_file`", "`test_oauth_flow_parameters`", "`test_oauth_is_default_method`", "`test_backward_compatibility`",
            "`test_additional_properties_is_true`", "`test_image_labels`", "`test_image_environment_variables`",
        ],
        ["`TestConnection`"] = ["`test_check`"],
        ["`TestDiscovery`"] =
        [
            "`test_discover`", "`test_streams_have_valid_json_schemas`", "`test_defined_cursors_exist_in_schema`", "`test_defined_refs_exist_in_schema`",
            "`test_defined_keyword_exist_in_schema`", "`test_primary_keys_exist_in_schema`", "`test_streams_has_sync_modes`", "`test_additional_properties_is_true`",
            "`test_backward_compatibility`", "`test_catalog_has_supported_data_types`", "`test_primary_keys_data_type`",
        ],
        ["`TestBasicRead`"] = ["`test_read`", "`test_airbyte_trace_message_on_failure`", "`test_all_supported_file_types_present`"],
        ["`TestFullRefresh`"] = ["`test_sequential_reads`"],
        ["`TestIncremental`"] = ["`test_two_sequential_reads`", "`test_read_sequential_slices`", "`test_state_with_abnormally_large_values`"],
        ["`TestConnectorAttributes`"] = ["all of it"],
        ["`TestConnectorDocumentation`"] = ["all of it"],
        ["the newer suite"] = ["`test_docker_image_build_and_spec`", "`test_docker_image_build_and_check`", "`test_docker_image_build_and_read`"],
    };

    private static readonly IReadOnlyList<(string Suite, string Test, string Here)> Rows =
        [.. Row().Matches(RepositoryFiles.Read("README.md")).Select(row => (row.Groups["suite"].Value, row.Groups["test"].Value, row.Groups["here"].Value))];

    [Fact]
    public void Every_test_of_Airbytes_has_one_row() =>
        Assert.Equal(
            Suites.SelectMany(suite => suite.Value.Select(test => (suite.Key, test))).Order(),
            Rows.Select(row => (row.Suite, row.Test)).Order());

    [Fact]
    public void Every_row_names_a_test_that_exists_or_the_reason_why_there_is_none() =>
        Assert.All(Rows, row =>
        {
            Assert.Empty(NamedTests.MissingIn(row.Here));
            Assert.True(NamedTests.In(row.Here).Count > 0 || row.Here.StartsWith("none: ", StringComparison.Ordinal), $"{row.Test}: {row.Here}");
        });

    [GeneratedRegex(@"^\| (?<suite>`Test\w+`|the newer suite) \| (?<test>[^|]+) \| (?<here>[^|]+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}
