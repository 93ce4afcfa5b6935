using System.Globalization;

namespace Bench.Figures;

/// <summary>Holds ratios against the recorded ones; pure.</summary>
internal static class RatioComparison
{
    /// <summary>How much worse a ratio may get: by a third.</summary>
    public const double Tolerance = 4.0 / 3;

    /// <summary>What is wrong, a sentence each; nothing when all is well.</summary>
    /// <param name="recorded">Those that were recorded.</param>
    /// <param name="measured">Those of now.</param>
    public static IReadOnlyList<string> Complaints(IReadOnlyCollection<Ratio> recorded, IReadOnlyCollection<Ratio> measured)
    {
        var complaints = new List<string>();
        foreach (var ratio in recorded)
        {
            if (measured.FirstOrDefault(other => other.Name == ratio.Name) is not { } now)
            {
                complaints.Add($"{ratio.Name} is recorded and was not measured.");
            }
            else if (!(now.Value <= ratio.Value * Tolerance))
            {
                complaints.Add(string.Create(CultureInfo.InvariantCulture, $"{ratio.Name} is {now.Value:0.00}; recorded is {ratio.Value:0.00}, which may get worse by a third at most."));
            }
        }

        complaints.AddRange(measured.Where(ratio => recorded.All(other => other.Name != ratio.Name)).Select(ratio => $"{ratio.Name} was measured and is not recorded; record it with --record."));
        return complaints;
    }
}
