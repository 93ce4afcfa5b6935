using System.Globalization;
using GraphSimulator;
using GraphSimulator.Insights;
using TestKit;

namespace Source.FacebookPages.Tests.EndToEnd.State.Histories;

/// <summary>What the API shows on a day of a history; told to the simulator, and known without it.</summary>
internal sealed class ApiTimeline(History history)
{
    private readonly Dictionary<(int Page, string Metric, int Day), string> _final = [];
    private readonly Dictionary<(int Page, string Metric), string?[]> _shown = [];
    private int _today = -1;

    public DateOnly DateOf(int day) => history.Zero.AddDays(day);

    public int NumberOf(DateOnly date) => date.DayNumber - history.Zero.DayNumber;

    public static string IdOf(int page) => string.Create(CultureInfo.InvariantCulture, $"{100000000000001L + page}");

    public static int PageOf(string id) => (int)(long.Parse(id, CultureInfo.InvariantCulture) - 100000000000001L);

    /// <summary>The moment of a run: in the morning of its day.</summary>
    public DateTimeOffset MomentOf(int day) => new(DateOf(day), new TimeOnly(18, 0), TimeSpan.Zero);

    /// <summary>When a day ends.</summary>
    public DateTimeOffset EndOf(int day) => DateTimeOffset.Parse(ExpectedInsights.EndTime(DateOf(day)), CultureInfo.InvariantCulture);

    /// <summary>Makes the world in which all of it will happen as its clock goes on.</summary>
    public SimulatedWorld CreateWorld()
    {
        var world = SimulatedWorld.Create(history.Pages, now: MomentOf(0));
        world.UserToken.ExpiresAt = null;
        world.UserToken.DataAccessExpiresAt = null;
        foreach (var absence in history.Absences)
        {
            world.Data.Hide(new HiddenDays(DateOf(absence.From), DateOf(absence.To))
            {
                PageId = IdOf(absence.Page),
                Metric = absence.Metric,
                AppearAt = absence.AppearsOn == int.MaxValue ? null : Morning(absence.AppearsOn),
            });
        }

        foreach (var revision in history.Revisions)
        {
            world.Data.Override(new ValueOverride(revision.Metric, DateOf(revision.Day), revision.Value) { PageId = IdOf(revision.Page), From = Morning(revision.On) });
        }

        return world;
    }

    /// <summary>The value that the API shows for a day on another day; null when it has none. The unfinished day shows a part of its value.</summary>
    public string? Shown(int page, string metric, int day, int today)
    {
        if (day > today)
        {
            return null;
        }

        if (_today != today)
        {
            _today = today;
            _shown.Clear();
        }

        if (!_shown.TryGetValue((page, metric), out var values))
        {
            _shown.Add((page, metric), values = [.. Enumerable.Range(0, today + 1).Select(each => ShownOn(page, metric, each, today))]);
        }

        return values[day];
    }

    private string? ShownOn(int page, string metric, int day, int today)
    {
        if (history.Absences.Any(absence => absence.Page == page && (absence.Metric ?? metric) == metric && day >= absence.From && day <= absence.To && today < absence.AppearsOn))
        {
            return null;
        }

        var revised = history.Revisions.LastOrDefault(revision => revision.Page == page && revision.Metric == metric && revision.Day == day && revision.On <= today);
        return revised?.Value ?? (day < today || metric == "page_follows" ? Final(page, metric, day) : PartOf(Final(page, metric, day), today));
    }

    private string Final(int page, string metric, int day)
    {
        if (!_final.TryGetValue((page, metric, day), out var value))
        {
            value = ExpectedInsights.Value(IdOf(page), metric, "day", DateOf(day));
            _final.Add((page, metric, day), value);
        }

        return value;
    }

    private string PartOf(string value, int today)
    {
        var begin = EndOf(today - 1);
        var passed = (int)(MomentOf(today) - begin).TotalHours;
        return (long.Parse(value, CultureInfo.InvariantCulture) * passed / (int)(EndOf(today) - begin).TotalHours).ToString(CultureInfo.InvariantCulture);
    }

    private DateTimeOffset Morning(int day) => new(DateOf(day), new TimeOnly(12, 0), TimeSpan.Zero);
}
