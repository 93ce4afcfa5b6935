using TestKit;

namespace Acceptance.Tests.Executable;

/// <summary>The executable where memory runs out under way.</summary>
public sealed class MemoryTests
{
    private const int Days = 200;

    // In bytes, hexadecimal, as the runtime takes it: from too little to start to hardly enough. At which of them it ends where is chance.
    private static readonly string[] Limits = ["400000", "800000", "A00000", "C00000", "1000000"];

    [Fact]
    public async Task Running_out_of_memory_leaves_whole_lines_and_states_that_one_can_go_on_from()
    {
        await using var launched = await Launched.PrepareAsync(pages: 12);
        var (first, last) = (launched.World.Today.AddDays(-Days), launched.World.Today.AddDays(-1));
        var config = launched.Config(Days).With("end_date", $"{last:yyyy-MM-dd}").With("stream_layout", "combined").With("concurrency", 12);
        var catalog = CatalogBuilder.Incremental("page_insights");
        var truth = ExpectedInsights.Of([.. launched.World.Pages.All.Select(page => page.Id)], "day", first, last);
        var diedUnderWay = 0;
        foreach (var limit in Limits)
        {
            using var process = await Launched.StartAsync(launched.Read(config, catalog), variables: ("DOTNET_GCHeapHardLimit", limit));

            // Throws where a line is no JSON or not ended.
            var cut = await PublishedConnector.EndAsync(launched.World, process);

            var union = new Union();
            union.Add(cut);
            if (cut.ExitCode != 0)
            {
                diedUnderWay += cut.Records.Count > 0 ? 1 : 0;
                var rest = await launched.RunAsync(launched.Read(config, catalog, cut.StateFile()), catalog);
                Assert.Equal(0, rest.ExitCode);
                union.Add(rest);
            }

            Assert.Empty(union.DifferencesFrom(truth));
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"Of {Limits.Length} limits {diedUnderWay} ended the read under way.");
        Assert.True(diedUnderWay > 0, "None of the limits ended the read under way, so that nothing was shown.");
    }
}
