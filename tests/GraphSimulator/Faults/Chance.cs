using GraphSimulator.Insights;

namespace GraphSimulator.Faults;

/// <summary>Chance that is the same in every run, whatever the order in which concurrent calls arrive.</summary>
internal static class Chance
{
    /// <summary>A number from 0 to under 1 for the n-th time that this request is seen.</summary>
    public static double Of(int seed, string request, int repetition) => ValueFormula.Hash($"{seed}|{repetition}|{request}") % 1_000_000 / 1_000_000.0;

    /// <summary>A choice among so many.</summary>
    public static int Choose(int seed, string request, int repetition, int count)
        => (int)(ValueFormula.Hash($"choice|{seed}|{repetition}|{request}") % (ulong)count);
}
