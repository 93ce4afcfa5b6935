using System.Text.Json.Serialization;

namespace Source.FacebookPages.Metrics;

/// <summary>Reads <c>metrics.json</c>; a key that no property has is an error, so a typing error in the file is found by the first test.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(IReadOnlyList<MetricDefinition>))]
internal sealed partial class MetricJsonContext : JsonSerializerContext;
