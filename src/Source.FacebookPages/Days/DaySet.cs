namespace Source.FacebookPages.Days;

/// <summary>A set of days as windows that neither overlap nor touch, the earliest first. Immutable; equal when it holds the same days.</summary>
internal sealed class DaySet : IEquatable<DaySet>
{
    private readonly DateWindow[] _windows;

    private DaySet(DateWindow[] windows) => _windows = windows;

    /// <summary>No day.</summary>
    public static DaySet Empty { get; } = new([]);

    /// <summary>The windows, the earliest first.</summary>
    public IReadOnlyList<DateWindow> Windows => _windows;

    /// <summary>The last window, or null.</summary>
    public DateWindow? Latest => _windows.Length == 0 ? null : _windows[^1];

    /// <summary>The days of a window.</summary>
    public static DaySet Of(DateWindow window) => new([window]);

    /// <summary>The days of this set and those of a window.</summary>
    public DaySet Add(DateWindow window)
    {
        var others = new List<DateWindow>(_windows.Length + 1);
        foreach (var own in _windows)
        {
            if (own.Touches(window))
            {
                window = window.Union(own);
            }
            else
            {
                others.Add(own);
            }
        }

        others.Add(window);
        others.Sort((a, b) => a.First.CompareTo(b.First));
        return new([.. others]);
    }

    /// <summary>The days of a window that are not in this set, as windows, the earliest first.</summary>
    public IReadOnlyList<DateWindow> MissingFrom(DateWindow window)
    {
        var missing = new List<DateWindow>();
        var next = window.First;
        foreach (var own in _windows)
        {
            if (own.Last < next)
            {
                continue;
            }

            if (own.First > window.Last)
            {
                break;
            }

            if (own.First > next)
            {
                missing.Add(new(next, own.First.AddDays(-1)));
            }

            next = own.Last.AddDays(1);
        }

        if (next <= window.Last)
        {
            missing.Add(new(next, window.Last));
        }

        return missing;
    }

    /// <summary>The days of this set later than a day.</summary>
    public DaySet After(DateOnly day) => Latest is null || _windows[0].First > day
        ? this
        : new([.. _windows.Where(window => window.Last > day).Select(window => window.First > day ? window : window with { First = day.AddDays(1) })]);

    /// <inheritdoc/>
    public bool Equals(DaySet? other) => other is not null && _windows.AsSpan().SequenceEqual(other._windows);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DaySet);

    /// <inheritdoc/>
    public override int GetHashCode() => _windows.Length == 0 ? 0 : HashCode.Combine(_windows.Length, _windows[0], _windows[^1]);
}
