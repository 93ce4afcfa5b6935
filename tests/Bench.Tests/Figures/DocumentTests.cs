using Bench.Figures;

namespace Bench.Tests.Figures;

public sealed class DocumentTests
{
    [Fact]
    public void A_section_is_a_heading_sentences_and_a_table() =>
        Assert.Equal(
            "## Start\n\nFrom start to end.\n\n| what | ms |\n|---|---|\n| `spec` | 10 |\n| a \\| b | 20 |\n",
            new Section("Start", "From start to end.\n", ["what", "ms"], [["`spec`", "10"], ["a | b", "20"]]).Render());

    [Fact]
    public void A_section_may_have_no_table() => Assert.Equal("## Start\n\nNothing.\n", new Section("Start", "Nothing.", [], []).Render());

    [Fact]
    public void A_row_that_does_not_fit_the_header_is_a_mistake() =>
        Assert.Throws<InvalidOperationException>(() => new Section("Start", "", ["what", "ms"], [["`spec`"]]).Render());

    [Fact]
    public void The_document_names_machine_and_commit_and_ends_with_the_remarks()
    {
        var text = Document.Render("2 cores", "abc1234", [new("One", "First.", [], []), new("Two", "Second.", [], [])], "## Remarks\n\nAll is well.\n\n");

        Assert.StartsWith("# Performance\n", text, StringComparison.Ordinal);
        Assert.Contains("- Machine: 2 cores.", text, StringComparison.Ordinal);
        Assert.Contains("- Commit: abc1234.", text, StringComparison.Ordinal);
        Assert.EndsWith("\n\n## One\n\nFirst.\n\n## Two\n\nSecond.\n\n## Remarks\n\nAll is well.\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1234567.4, "1,234,567", "1,234,567.4", "1,234,567.40", "1,234,567.400")]
    [InlineData(0.0456, "0", "0.0", "0.05", "0.046")]
    public void Figures_have_separators_and_a_point(double value, string whole, string one, string two, string three) =>
        Assert.Equal([whole, one, two, three], [Shown.Whole(value), Shown.One(value), Shown.Two(value), Shown.Three(value)]);
}
