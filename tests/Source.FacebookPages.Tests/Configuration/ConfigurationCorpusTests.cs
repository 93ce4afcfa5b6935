using NJsonSchema;

namespace Source.FacebookPages.Tests.Configuration;

public class ConfigurationCorpusTests
{
    private static readonly IReadOnlyDictionary<string, ConfigurationCase> Cases = ConfigurationCase.All().ToDictionary(@case => @case.Name);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Fact]
    public void The_corpus_is_large_and_has_both_kinds()
    {
        Assert.True(Cases.Values.Count(@case => @case.Mistakes.Count == 0) >= 40);
        Assert.True(Cases.Values.Count(@case => @case.Mistakes.Count > 0) >= 100);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_reader_finds_exactly_the_mistakes(string name)
    {
        var mistakes = Configurations.Mistakes(Cases[name].Json);

        Assert.Equal(Cases[name].Mistakes, mistakes.Select(mistake => PathOf(mistake, Cases[name].Mistakes)));
        Assert.All(mistakes, mistake => Assert.EndsWith(".", mistake, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_schema_judges_as_the_reader_does_or_a_reason_is_given(string name)
    {
        var specification = Specification.Load().GetProperty("connectionSpecification").GetRawText();
        var schema = await JsonSchema.FromJsonAsync(specification, TestContext.Current.CancellationToken);

        var schemaAccepts = schema.Validate(Cases[name].Json).Count == 0;

        var readerAccepts = Cases[name].Mistakes.Count == 0;
        Assert.Equal(Cases[name].Differs is null, schemaAccepts == readerAccepts);
    }

    // A mistake begins with the path of its key; "page_ids" must not pass for "page_ids[0]".
    private static string PathOf(string mistake, IReadOnlyList<string> paths) =>
        paths.FirstOrDefault(path => mistake.StartsWith(path + " ", StringComparison.Ordinal)) ?? mistake;
}
