using System.Text.Json.Nodes;

namespace Acceptance.Tests.Harness;

/// <summary>
/// TestDiscovery of the harness. Not ported: test_backward_compatibility (there is no published version before this one) and test_catalog_has_supported_data_types (always skipped there).
/// </summary>
[Collection("harness")]
public sealed class DiscoveryTests(HarnessFixture harness)
{
    [Theory]
    [ClassData(typeof(BothForms))]
    public async Task There_is_one_catalog_with_streams_of_different_names(string form) => Assert.Empty(AnswerRules.Catalog(await harness.Session(form).DiscoverAsync()));

    [Theory]
    [ClassData(typeof(BothForms))]
    public Task Schemas_are_valid(string form) => HoldsAsync(form, stream => JsonSchemaRules.OfSchema(stream["json_schema"]!.AsObject()));

    [Theory]
    [ClassData(typeof(BothForms))]
    public Task Cursors_are_in_the_schema(string form) => HoldsAsync(form, AnswerRules.CursorIsInSchema);

    [Theory]
    [ClassData(typeof(BothForms))]
    public Task There_is_no_reference(string form) => HoldsAsync(form, stream => SpecRules.NoReferences(stream["json_schema"]!.AsObject()));

    [Theory]
    [ClassData(typeof(BothForms))]
    public Task There_is_neither_allOf_nor_not(string form) => HoldsAsync(form, AnswerRules.NoForbiddenKeywords);

    [Theory]
    [ClassData(typeof(BothForms))]
    public Task Primary_keys_are_in_the_schema(string form) => HoldsAsync(form, AnswerRules.KeysAreInSchema);

    [Theory]
    [ClassData(typeof(BothForms))]
    public Task Primary_keys_are_scalars(string form) => HoldsAsync(form, AnswerRules.KeysAreScalars);

    [Theory]
    [ClassData(typeof(BothForms))]
    public Task Streams_have_sync_modes(string form) => HoldsAsync(form, AnswerRules.HasModes);

    [Theory]
    [ClassData(typeof(BothForms))]
    public Task Additional_properties_are_allowed(string form) => HoldsAsync(form, stream => SpecRules.AdditionalPropertiesAreAllowed(stream["json_schema"]!.AsObject()));

    private async Task HoldsAsync(string form, Func<JsonObject, IEnumerable<string>> rule) => Assert.Empty((await harness.Session(form).StreamsAsync()).SelectMany(rule));
}
