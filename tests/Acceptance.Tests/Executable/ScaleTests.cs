using System.Globalization;
using TestKit;

namespace Acceptance.Tests.Executable;

/// <summary>What ten times the records, or hundreds of times the Pages, cost. Ratios, so that it does not matter how fast the machine is.</summary>
public sealed class ScaleTests
{
    private const double MostMegabytes = 80;
    private const double MostMegabytesOfManyPages = 100;

    // A Page has a stream, a token, a state and limits of its own.
    private const double MostForAPage = 0.06;

    [Fact]
    public async Task A_million_records_take_hardly_more_memory_than_a_hundred_thousand_and_no_more_time_for_each()
    {
        // As many Pages are read at once in both.
        var few = await ReadAsync(pages: 4, days: 720);
        var many = await ReadAsync(pages: 42, days: 720);

        Note("more records", few, many);
        Assert.InRange(few.Records, 90_000, 110_000);
        Assert.True(many.Records >= 1_000_000, many.ToString());
        Assert.True(many.Peak <= MostMegabytes && many.Peak <= 1.6 * few.Peak, $"{few} against {many}");
        Assert.True(many.CpuFor100000 <= 1.5 * few.CpuFor100000, $"{few} against {many}");
    }

    [Fact]
    public async Task A_thousand_Pages_take_little_memory_each()
    {
        var few = await ReadAsync(pages: 4, days: 720);
        var many = await ReadAsync(pages: 1000, days: 3);

        Note("more Pages", few, many);
        Assert.InRange(many.Records, few.Records * 0.9, few.Records * 1.1);
        Assert.True(many.Peak <= MostMegabytesOfManyPages && many.Peak - few.Peak <= 1000 * MostForAPage, $"{few} against {many}");
    }

    private static async Task<Drained> ReadAsync(int pages, int days)
    {
        await using var launched = await Launched.PrepareAsync(pages);
        return await Drained.RunAsync(
            launched, launched.Config(days).With("concurrency", 4), CatalogBuilder.Incremental([.. launched.World.Pages.All.Select(page => $"page_insights_{page.Id}")]));
    }

    private static void Note(string what, Drained few, Drained many)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{what}: memory × {many.Peak / few.Peak:0.00}, processor time for each record × {many.CpuFor100000 / few.CpuFor100000:0.00}: {few}; {many}");
        TestContext.Current.TestOutputHelper!.WriteLine(text);
        Figures.Note(text);
    }
}
