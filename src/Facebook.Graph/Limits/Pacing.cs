namespace Facebook.Graph;

/// <summary>How calls slow down as usage grows, and how long they stop. Pure arithmetic.</summary>
internal static class Pacing
{
    /// <summary>From here on, in percent, calls are spaced.</summary>
    internal const double SlowFrom = 75;

    /// <summary>From here on, in percent, calls pause.</summary>
    internal const double PauseFrom = 95;

    internal static readonly TimeSpan LargestSpacing = TimeSpan.FromSeconds(10);
    internal static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    internal static readonly TimeSpan LargestPause = TimeSpan.FromMinutes(5);
    internal static readonly TimeSpan FirstBlock = TimeSpan.FromMinutes(1);
    internal static readonly TimeSpan LargestBlock = TimeSpan.FromHours(1);

    /// <summary>A 429 without a word from Graph comes from something before it, which thinks in seconds.</summary>
    internal static readonly TimeSpan FirstForeignBlock = TimeSpan.FromSeconds(5);

    /// <summary>A block for policy reasons is long; one patient try, then the call fails.</summary>
    internal static readonly TimeSpan PolicyBlock = TimeSpan.FromMinutes(15);

    /// <summary>How long a report of usage counts: without calls usage falls, and nobody would tell.</summary>
    internal static readonly TimeSpan ReportLifetime = TimeSpan.FromMinutes(10);

    /// <summary>The distance between two calls: nothing below 75 %, then growing with the square up to 10 s at 95 %, a fifth more or less by chance.</summary>
    internal static TimeSpan Spacing(double usage, double chance)
    {
        var share = Math.Clamp((usage - SlowFrom) / (PauseFrom - SlowFrom), 0, 1);
        return LargestSpacing * (share * share) * (0.8 + (0.4 * chance));
    }

    /// <summary>The length of the pause after <paramref name="earlier"/> ones that did not bring usage down: 10 s, 20 s … 5 min, up to a fifth more by chance.</summary>
    internal static TimeSpan Pause(int earlier, double chance) => Doubled(FirstPause, earlier, LargestPause) * (1 + (0.2 * chance));

    /// <summary>The length of a block of which Facebook does not say how long it is, the <paramref name="count"/>th in a row: 1 min, 2 min … 1 h.</summary>
    internal static TimeSpan Block(TimeSpan first, int count) => Doubled(first, count - 1, LargestBlock);

    /// <summary>What is added to a block so that not everybody comes back in the same instant: up to a tenth, 30 s at most.</summary>
    internal static TimeSpan BlockJitter(TimeSpan block, double chance)
    {
        var tenth = block / 10;
        return (tenth < TimeSpan.FromSeconds(30) ? tenth : TimeSpan.FromSeconds(30)) * chance;
    }

    private static TimeSpan Doubled(TimeSpan first, int times, TimeSpan largest)
    {
        var grown = first * Math.Pow(2, Math.Clamp(times, 0, 20));
        return grown < largest ? grown : largest;
    }
}
