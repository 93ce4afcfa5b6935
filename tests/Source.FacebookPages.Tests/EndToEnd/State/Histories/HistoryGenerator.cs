using System.Globalization;

namespace Source.FacebookPages.Tests.EndToEnd.State.Histories;

/// <summary>Makes histories from numbers: the same number, the same history.</summary>
internal static class HistoryGenerator
{
    private static readonly string[] Pool = ["page_media_view", "page_post_engagements", "page_views_total", "page_follows", "page_video_views"];
    private static readonly int[] Lookbacks = [0, 1, 3, 7, 7, 14, 30];
    private static readonly int[] Windows = [2, 3, 5, 7, 14, 30, 90, 90];

    public static History From(int seed)
    {
        var chance = new Random(seed);
        // One in five lasts long enough for a Page to be silent for more than three months.
        var isLong = chance.Next(5) == 0;
        var steps = Steps(chance, isLong, out var pages);
        var last = steps.Max(step => step.Today);
        return new History
        {
            Seed = seed,
            Zero = new DateOnly(2025, 6, 1).AddDays(chance.Next(420)),
            Combined = chance.Next(2) == 0,
            Pages = pages,
            Absences = [.. Absences(chance, pages, last, isLong)],
            Revisions = [.. Revisions(chance, pages, last)],
            Steps = steps,
        };
    }

    private static List<HistoryStep> Steps(Random chance, bool isLong, out int pages)
    {
        pages = chance.Next(1, 4);
        var today = chance.Next(2, isLong ? 150 : 25);
        var step = new HistoryStep
        {
            Today = today,
            Metrics = Some(chance, Pool),
            Start = chance.Next(0, Math.Max(1, today - 1)),
            Lookback = One(chance, Lookbacks),
            Window = One(chance, Windows),
        };
        List<HistoryStep> steps = [];
        for (var count = chance.Next(4, 11); count > 0; count--)
        {
            steps.Add(WithMisfortune(chance, step, pages, steps.Count));
            step = Changed(chance, step) with { Today = step.Today + (isLong ? One(chance, [0, 1, 3, 10, 40, 100]) : One(chance, [0, 1, 1, 1, 2, 3, 8])) };
        }

        // The last run is a good one, else little would be promised.
        steps.Add(step);
        return steps;
    }

    private static HistoryStep Changed(Random chance, HistoryStep step)
    {
        step = chance.Next(4) == 0 ? step with { Metrics = Some(chance, Pool) } : step;
        step = chance.Next(5) == 0 ? step with { Start = chance.Next(0, step.Today) } : step;
        step = chance.Next(5) == 0 ? step with { Lookback = One(chance, Lookbacks) } : step;
        step = chance.Next(5) == 0 ? step with { Window = One(chance, Windows) } : step;
        step = chance.Next(5) == 0 ? step with { Concurrency = chance.Next(1, 5) } : step;
        return chance.Next(8) == 0 ? step with { FullRefresh = !step.FullRefresh } : step;
    }

    private static HistoryStep WithMisfortune(Random chance, HistoryStep step, int pages, int earlier) => chance.Next(20) switch
    {
        < 5 => step with { CrashAt = chance.NextDouble(), ReaderDies = chance.Next(2) == 0 },
        < 8 => step with { Failing = (chance.Next(pages), chance.Next(1, 7)) },
        8 => step with { Refused = [One(chance, Pool)] },
        9 => step with { Refused = [One(chance, Pool)], CrashAt = chance.NextDouble() },
        10 => step with { ClockAhead = chance.Next(1, 25) },
        11 => step with { ClockAhead = -chance.Next(1, 25) },
        12 when earlier > 0 => step with { RestoreFrom = chance.Next(earlier) },
        _ => step,
    };

    private static IEnumerable<Absence> Absences(Random chance, int pages, int last, bool isLong)
    {
        for (var page = 0; page < pages; page++)
        {
            // Days that come late as a whole.
            for (var count = chance.Next(8); count > 0; count--)
            {
                var from = chance.Next(last);
                yield return new Absence(page, null, from, from, from + chance.Next(2, 7));
            }

            // Days that some metrics lack, for a while or for ever.
            for (var count = chance.Next(6); count > 0; count--)
            {
                var from = chance.Next(last);
                yield return new Absence(page, One(chance, Pool), from, from + chance.Next(3), from + chance.Next(2, 20));
            }

            // A Page that is silent for a time, and then has everything, or from then on only.
            if (chance.Next(isLong ? 2 : 5) == 0)
            {
                var from = chance.Next(-1, last);
                var length = isLong ? chance.Next(20, 250) : chance.Next(3, 20);
                yield return new Absence(page, null, Math.Max(0, from), from + length, chance.Next(2) == 0 ? from + length + 1 : int.MaxValue);
            }
        }
    }

    private static IEnumerable<Revision> Revisions(Random chance, int pages, int last)
    {
        for (var count = chance.Next(12); count > 0; count--)
        {
            var day = chance.Next(last);
            yield return new Revision(chance.Next(pages), One(chance, Pool), day, day + chance.Next(2, 14), (700_000 + count).ToString(CultureInfo.InvariantCulture));
        }
    }

    private static T One<T>(Random chance, IReadOnlyList<T> of) => of[chance.Next(of.Count)];

    private static IReadOnlyList<string> Some(Random chance, IReadOnlyList<string> of)
    {
        var first = One(chance, of);
        return [.. of.Where(metric => metric == first || chance.Next(2) == 0)];
    }
}
