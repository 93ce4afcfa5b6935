using System.Globalization;

namespace Source.FacebookPages.Days;

/// <summary>
/// Reads instants in the forms of ISO 8601 that Graph and states are written in: date and time to the second or finer, with <c>Z</c>, <c>+00:00</c>, <c>+0000</c> or another offset;
/// without one, UTC is meant. Nothing is guessed: a text without a date, or with the parts in another order, is no instant.
/// </summary>
internal static class IsoInstant
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK"];

    /// <summary>Writes an instant in the one form that records and registries have: UTC, to the second.</summary>
    public static string Write(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads an instant. The first and the last year of the calendar are none, so that a day can be added and taken off without care.</summary>
    public static bool TryParse(string? text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant)
        && instant.UtcDateTime.Year is > 1 and < 9999;
}
