namespace Source.FacebookPages.Tests.EndToEnd.State.Histories;

/// <summary>What happens to a few Pages over some weeks or months, and the runs that read them.</summary>
internal sealed record History
{
    public required int Seed { get; init; }

    /// <summary>The day with the number 0.</summary>
    public required DateOnly Zero { get; init; }

    public required bool Combined { get; init; }

    public required int Pages { get; init; }

    public required IReadOnlyList<Absence> Absences { get; init; }

    public required IReadOnlyList<Revision> Revisions { get; init; }

    public required IReadOnlyList<HistoryStep> Steps { get; init; }

    public override string ToString() => string.Join(
        Environment.NewLine,
        [
            $"seed {Seed}, {Pages} Page(s), {(Combined ? "combined" : "per_page")}, day 0 is {Zero:O}",
            .. Absences.Select(absence => absence.ToString()),
            .. Revisions.Select(revision => revision.ToString()),
            .. Steps.Select((step, index) => $"run {index}: {step}"),
        ]);
}

/// <summary>Days that the API does not have until a day comes: of a Page, of one metric or all.</summary>
internal sealed record Absence(int Page, string? Metric, int From, int To, int AppearsOn);

/// <summary>A value that replaces the one before from a day on.</summary>
internal sealed record Revision(int Page, string Metric, int Day, int On, string Value);
