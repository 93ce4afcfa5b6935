using System.Globalization;
using GraphSimulator.Faults;
using GraphSimulator.Insights;
using GraphSimulator.Limits;
using GraphSimulator.Pages;
using GraphSimulator.Time;
using GraphSimulator.Tokens;
using GraphSimulator.World;

namespace GraphSimulator.CommandLine;

/// <summary>Makes the world that the options describe.</summary>
internal static class WorldBuilder
{
    public static SimulatedWorld Build(SimulatorOptions options)
    {
        var now = options.Instant("--now");
        var world = options.Has("--section12") ? SimulatedWorld.Section12(now) : SimulatedWorld.Create(options.Number("--pages", 3), days: null, now);
        world.Data.Start = world.Today.AddDays(-options.Number("--days", 730));
        if (options.Has("--running-clock"))
        {
            world.Clock = new SimulatedClock(world.Now, TimeProvider.System);
        }

        world.Latency = TimeSpan.FromMilliseconds(options.Number("--latency-ms", 0));
        world.App.RequireProof = options.Has("--require-proof");
        world.RenderedAnswerCache = options.Has("--cache");
        AddData(world, options);
        AddPages(world, options);
        AddFaults(world, options);
        AddLimits(world, options);
        return world;
    }

    private static void AddData(SimulatedWorld world, SimulatorOptions options)
    {
        world.Data.ReadyDelay = TimeSpan.FromHours(options.Number("--ready-delay-hours", 0));
        world.Data.RevisedDays = options.Number("--revised-days", 0);
        world.LongestRangeDays = options.Number("--longest-range", 93);
        if (options.Text("--until-rule") is { } rule)
        {
            world.UntilRule = Enum.TryParse<UntilRule>(rule, ignoreCase: true, out var parsed)
                ? parsed
                : throw new OptionException($"Option --until-rule: '{rule}' is no rule.");
        }

        foreach (var hidden in options.All("--hidden-day"))
        {
            var (day, page) = Split(hidden);
            var date = DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)
                ? parsed
                : throw new OptionException($"Option --hidden-day: '{day}' is not a date.");
            world.Data.Hide(new HiddenDays(date, date) { PageId = page });
        }

        foreach (var metric in options.All("--dead-metric").Select(Split))
        {
            world.Metrics.Refuse(metric.Left, metric.Right);
        }

        foreach (var metric in options.All("--missing-metric").Select(Split))
        {
            world.Metrics.LeaveOut(metric.Left, metric.Right);
        }
    }

    private static void AddPages(SimulatedWorld world, SimulatorOptions options)
    {
        var businesses = Enumerable.Range(1, options.Number("--businesses", 0))
            .Select(i => new SimulatedBusiness($"{300000000000000L + i}", $"Business {i}"))
            .ToList();
        world.Businesses = businesses;
        for (var i = 0; i < world.Pages.Count; i++)
        {
            var page = world.Pages[i];
            page.HasMonetization = options.Has("--monetization");
            if (businesses.Count > 0)
            {
                page.OwnedByBusiness = i % 2 == 0 ? businesses[i % businesses.Count].Id : null;
                page.ClientOfBusiness = i % 2 == 1 ? businesses[i % businesses.Count].Id : null;
            }

            world.AddPosts(page.Id, options.Number("--posts", 0));
        }

        foreach (var id in options.All("--small-page"))
        {
            PageOf(world, id).Likes = 60;
        }

        foreach (var id in options.All("--unpublished-page"))
        {
            PageOf(world, id).IsPublished = false;
        }

        if (options.Has("--data-access-lapsed"))
        {
            world.UserToken.DataAccessExpiresAt = world.Now.AddDays(-1);
        }

        foreach (var scope in options.All("--missing-scope"))
        {
            foreach (var token in world.Tokens.All)
            {
                token.RemoveScope(scope);
            }
        }
    }

    private static void AddFaults(SimulatedWorld world, SimulatorOptions options)
    {
        if (options.Real("--fault-rate", 0) is > 0 and var rate)
        {
            world.Faults.Random = new RandomFaults(rate, options.Number("--seed", 1));
        }

        foreach (var fault in options.All("--fault").Select(Split))
        {
            world.Faults.Add(NamedFaults.Find(fault.Left) with { AtCall = Count(fault.Right, "--fault") });
        }

        foreach (var field in options.All("--refused-field"))
        {
            world.RefusedPageFields[field] = true;
        }

        foreach (var lost in options.All("--lost-page").Select(Split))
        {
            var page = PageOf(world, lost.Left);
            var call = lost.Right?.Split(':');
            var form = NamedFaults.LossOf(call is { Length: > 1 } ? call[1] : "role");
            world.Schedule.AtPageCall(page.Id, Count(call?[0] ?? "1", "--lost-page"), () => page.Loss = form);
        }

        foreach (var dead in options.All("--dead-page-token").Select(Split))
        {
            var page = PageOf(world, dead.Left);
            world.Schedule.AtPageCall(page.Id, Count(dead.Right, "--dead-page-token"), () => world.RotateToken(page.Id));
        }

        if (options.Text("--dead-tokens") is { } at)
        {
            world.Schedule.AtCall(Count(at, "--dead-tokens"), () => world.BreakAllTokens(TokenTrouble.PasswordChanged));
        }
    }

    private static void AddLimits(SimulatedWorld world, SimulatorOptions options)
    {
        var block = TimeSpan.FromSeconds(options.Number("--block-seconds", 180));
        world.Limits.App = new UsageRule { GrowthPerCall = options.Real("--app-growth", 0), Block = block, Prolongation = block / 3 };
        world.Limits.BusinessUseCase = new UsageRule { GrowthPerCall = options.Real("--page-growth", 0), Block = block, Prolongation = block / 3 };
        if (options.Text("--most-points") is not null)
        {
            world.TooMuchData = new TooMuchData { MostPoints = options.Number("--most-points", int.MaxValue) };
        }
    }

    private static (string Left, string? Right) Split(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }

    private static int Count(string? text, string option)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new OptionException($"Option {option} wants the number of a call behind @.");

    private static SimulatedPage PageOf(SimulatedWorld world, string id)
        => world.Pages.Find(id) ?? throw new OptionException($"There is no Page {id} in this world.");
}
