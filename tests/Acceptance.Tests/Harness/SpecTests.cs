using System.Text.Json.Nodes;

namespace Acceptance.Tests.Harness;

/// <summary>
/// TestSpec of the harness. Not ported: test_required, test_optional, test_has_secret, test_secret_never_in_the_output (they have no body there; every run here is searched for
/// secrets), test_date_pattern and test_date_format (they only write warnings), test_backward_compatibility (there is no published version before this one).
/// </summary>
[Collection("harness")]
public sealed class SpecTests(HarnessFixture harness)
{
    [Theory]
    [ClassData(typeof(BothForms))]
    public async Task The_configuration_matches_the_specification(string form)
    {
        var session = harness.Session(form);
        var config = JsonNode.Parse(session.Config("spec"))!.AsObject();
        Assert.Empty(SpecRules.ConfigMatches(await session.SpecificationAsync(), config));
    }

    [Theory]
    [ClassData(typeof(BothForms))]
    public async Task It_equals_the_file_that_the_configuration_names(string form)
    {
        var expected = JsonNode.Parse(AcceptanceConfig.Read(AcceptanceConfig.Repository.Test("spec")["spec_path"]!.GetValue<string>()));
        var actual = AnswerRules.Single(await harness.Session(form).SpecAsync(), "SPEC", "spec");
        Assert.True(JsonNode.DeepEquals(expected, actual), actual.ToJsonString());
    }

    [Theory]
    [ClassData(typeof(BothForms))]
    public Task The_values_of_an_enum_differ(string form) => HoldsAsync(form, SpecRules.EnumsAreDistinct);

    [Theory]
    [ClassData(typeof(BothForms))]
    public Task Variants_are_told_apart_by_one_constant(string form) => HoldsAsync(form, SpecRules.VariantsHaveOneConstant);

    [Theory]
    [ClassData(typeof(BothForms))]
    public Task Secrets_are_marked_and_nothing_else_of_their_names(string form) => HoldsAsync(form, SpecRules.SecretsAreMarked);

    [Theory]
    [ClassData(typeof(BothForms))]
    public Task A_property_has_one_type(string form) => HoldsAsync(form, SpecRules.TypesAreSimple);

    [Theory]
    [ClassData(typeof(BothForms))]
    public Task No_object_is_empty(string form) => HoldsAsync(form, SpecRules.ObjectsAreNotEmpty);

    [Theory]
    [ClassData(typeof(BothForms))]
    public Task Lists_have_items_that_forms_can_show(string form) => HoldsAsync(form, SpecRules.ArraysAreSimple);

    [Theory]
    [ClassData(typeof(BothForms))]
    public Task There_is_no_forbidden_keyword(string form) => HoldsAsync(form, SpecRules.NothingIsTooComplex);

    [Theory]
    [ClassData(typeof(BothForms))]
    public Task No_order_is_given_twice(string form) => HoldsAsync(form, SpecRules.OrderIsUnique);

    [Theory]
    [ClassData(typeof(BothForms))]
    public Task Only_the_outermost_properties_are_grouped(string form) => HoldsAsync(form, SpecRules.GroupsAreOutermost);

    [Theory]
    [ClassData(typeof(BothForms))]
    public Task Display_types_stand_beside_variants(string form) => HoldsAsync(form, SpecRules.DisplayTypesFit);

    [Theory]
    [ClassData(typeof(BothForms))]
    public Task There_is_no_reference(string form) => HoldsAsync(form, SpecRules.NoReferences);

    [Theory]
    [ClassData(typeof(BothForms))]
    public Task Additional_properties_are_allowed(string form) => HoldsAsync(form, SpecRules.AdditionalPropertiesAreAllowed);

    [Theory]
    [ClassData(typeof(BothForms))]
    public Task It_is_a_valid_schema(string form) => HoldsAsync(form, JsonSchemaRules.OfSchema);

    [Theory]
    [ClassData(typeof(BothForms))]
    public async Task There_is_no_login_dialogue_whose_parameters_could_be_wrong(string form) =>
        Assert.Empty(SpecRules.NoLoginDialogue(AnswerRules.Single(await harness.Session(form).SpecAsync(), "SPEC", "spec")));

    private async Task HoldsAsync(string form, Func<JsonObject, IEnumerable<string>> rule) => Assert.Empty(rule(await harness.Session(form).SpecificationAsync()));
}
