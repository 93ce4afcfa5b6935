using System.Globalization;

namespace Bench.Figures;

/// <summary>Figures as people read them.</summary>
internal static class Shown
{
    /// <summary>A whole number with separators: <c>1,000,000</c>.</summary>
    public static string Whole(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A number to one digit behind the point.</summary>
    public static string One(double value) => value.ToString("#,0.0", CultureInfo.InvariantCulture);

    /// <summary>A number to two digits behind the point.</summary>
    public static string Two(double value) => value.ToString("#,0.00", CultureInfo.InvariantCulture);

    /// <summary>A number to three digits behind the point.</summary>
    public static string Three(double value) => value.ToString("#,0.000", CultureInfo.InvariantCulture);

    /// <summary>A part of a whole, in percent: <c>85 %</c>.</summary>
    public static string Percent(double part) => (part * 100).ToString("0", CultureInfo.InvariantCulture) + " %";

    /// <summary>Whether a target was reached.</summary>
    public static string Reached(bool reached) => reached ? "yes" : "**no**";
}
