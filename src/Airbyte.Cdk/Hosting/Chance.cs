using System.Security.Cryptography;

namespace Airbyte.Cdk;

/// <summary>The chance that spreads waits in production.</summary>
public static class Chance
{
    private const int Steps = 1 << 24;

    /// <summary>A number from 0 (inclusive) to 1 (exclusive).</summary>
    public static double Next() => RandomNumberGenerator.GetInt32(Steps) / (double)Steps;
}
