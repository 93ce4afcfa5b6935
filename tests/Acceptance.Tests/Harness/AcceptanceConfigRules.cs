using System.Text.Json.Nodes;

namespace Acceptance.Tests.Harness;

/// <summary>What both generations of the harness demand of their configuration: no unknown keys, and what strictness high asks for.</summary>
internal static class AcceptanceConfigRules
{
    private static readonly string[] Always = ["config_path", "timeout_seconds", "deployment_mode"];

    private static readonly Dictionary<string, string[]> Keys = new(StringComparer.Ordinal)
    {
        [""] = ["connector_image", "acceptance_tests", "base_path", "test_strictness_level", "custom_environment_variables"],
        ["spec"] = ["spec_path", "backward_compatibility_tests_config", "auth_default_method"],
        ["connection"] = ["status"],
        ["discovery"] = ["backward_compatibility_tests_config", "validate_primary_keys_data_type"],
        ["basic_read"] =
        [
            "configured_catalog_path", "empty_streams", "expect_records", "validate_schema", "validate_stream_statuses", "validate_state_messages", "validate_primary_keys_data_type",
            "fail_on_extra_columns", "validate_data_points", "expect_trace_message_on_failure", "file_types",
        ],
        ["full_refresh"] = ["configured_catalog_path", "ignored_fields"],
        ["incremental"] = ["configured_catalog_path", "future_state", "skip_comprehensive_incremental_tests"],
        ["connector_attributes"] = ["streams_without_primary_key", "allowed_hosts", "suggested_streams"],
        ["connector_documentation"] = [],
        ["backward_compatibility_tests_config"] = ["previous_connector_version", "disable_for_version"],
        ["expect_records"] = ["path", "exact_order", "bypass_reason"],
        ["future_state"] = ["future_state_path", "missing_streams", "bypass_reason", "cursor_format"],
    };

    private static readonly string[] Mandatory = ["spec", "connection", "discovery", "basic_read", "full_refresh", "incremental"];

    /// <summary>Everything that is wrong, a sentence each.</summary>
    public static IEnumerable<string> Violations(JsonObject root) => [.. Unknown(root), .. Strict(root)];

    private static IEnumerable<string> Unknown(JsonObject root)
    {
        foreach (var key in root.Select(pair => pair.Key).Except(Keys[""]))
        {
            yield return $"The key {key} is not known.";
        }

        foreach (var (group, content) in root["acceptance_tests"]!.AsObject())
        {
            if (!Keys.TryGetValue(group, out var own) || content is not JsonObject { Count: 1 } one)
            {
                yield return $"The group {group} is not known, or has not exactly one of tests and bypass_reason.";
                continue;
            }

            foreach (var item in one["tests"]?.AsArray() ?? [])
            {
                foreach (var (key, value) in item!.AsObject())
                {
                    if (!own.Concat(Always).Contains(key))
                    {
                        yield return $"The key {key} of {group} is not known.";
                    }
                    else if (value is JsonObject inner && Keys.TryGetValue(key, out var known))
                    {
                        foreach (var name in inner.Select(pair => pair.Key).Except(known))
                        {
                            yield return $"The key {name} of {group}.{key} is not known.";
                        }
                    }
                }
            }
        }
    }

    private static IEnumerable<string> Strict(JsonObject root)
    {
        if (root["test_strictness_level"]?.GetValue<string>() != "high")
        {
            yield return "The strictness is not high.";
        }

        foreach (var group in Mandatory.Where(group => root["acceptance_tests"]![group] is null))
        {
            yield return $"Strictness high wants the group {group}.";
        }

        foreach (var item in Items(root, "basic_read"))
        {
            if (item["configured_catalog_path"] is not null || item["validate_schema"]?.GetValue<bool>() == false)
            {
                yield return "Strictness high reads all streams and validates them.";
            }

            // The newer harness fails with a reason instead of a path, and with any empty_streams.
            if (item["expect_records"]?["path"] is null || item["expect_records"]!["bypass_reason"] is not null || item["empty_streams"] is not null)
            {
                yield return "Both harnesses take expect_records.path alone, and no empty_streams.";
            }
        }

        foreach (var item in Items(root, "incremental").Where(item => item["future_state"]?["future_state_path"] is null))
        {
            yield return $"Strictness high wants a state from the future: {item.ToJsonString()}";
        }
    }

    private static IEnumerable<JsonNode> Items(JsonObject root, string group) => root["acceptance_tests"]![group]?["tests"]?.AsArray().Select(item => item!) ?? [];
}
