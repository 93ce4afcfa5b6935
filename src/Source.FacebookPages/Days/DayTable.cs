using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Source.FacebookPages.Days;

/// <summary>
/// The Pacific days of a run with their <c>end_time</c> and texts made ready, so that a point costs a look-up and not a time-zone conversion.
/// </summary>
internal sealed class DayTable
{
    private readonly DateOnly _first;
    private readonly Row[] _rows;

    /// <summary>Makes the table for these days.</summary>
    public DayTable(DateWindow days)
    {
        _first = days.First;
        _rows = new Row[Math.Max(0, days.Days)];
        for (var index = 0; index < _rows.Length; index++)
        {
            var day = days.First.AddDays(index);
            var end = PacificCalendar.EndOf(day);
            _rows[index] = new Row(
                day,
                end,
                JsonEncodedText.Encode(IsoInstant.Write(end)),
                JsonEncodedText.Encode(day.ToString("O", CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>
    /// The day that ends at this <c>end_time</c> as Graph writes it (<c>2026-03-02T08:00:00+0000</c>); null when the text is no time or the day is not in the table.
    /// </summary>
    public Row? Find(ReadOnlySpan<byte> endTime)
    {
        if (!TryParse(endTime, out var instant))
        {
            return null;
        }

        // A Pacific midnight falls on the UTC date that follows the day.
        var index = DateOnly.FromDateTime(instant.UtcDateTime).DayNumber - 1 - _first.DayNumber;
        if ((uint)index < (uint)_rows.Length && _rows[index].EndTime == instant)
        {
            return _rows[index];
        }

        // Not a midnight that we know of: the day is still the Pacific date less one, and end_time stays what Graph said.
        var day = PacificCalendar.DayEndingAt(instant);
        index = day.DayNumber - _first.DayNumber;
        return (uint)index < (uint)_rows.Length
            ? _rows[index] with
            {
                EndTime = instant,
                EndTimeText = JsonEncodedText.Encode(IsoInstant.Write(instant)),
            }
            : null;
    }

    private static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset instant)
    {
        // 2026-03-02T08:00:00+0000, 2026-03-02T08:00:00+00:00 or 2026-03-02T08:00:00Z: all in UTC.
        if (text.Length >= 20 && text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[13] == ':' && text[16] == ':'
            && (text[19..].SequenceEqual("+0000"u8) || text[19..].SequenceEqual("Z"u8) || text[19..].SequenceEqual("+00:00"u8))
            && Number(text[..4], out var year) && Number(text[5..7], out var month) && Number(text[8..10], out var day)
            && Number(text[11..13], out var hour) && Number(text[14..16], out var minute) && Number(text[17..19], out var second)
            && year is > 1 and < 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) && hour < 24 && minute < 60 && second < 60)
        {
            instant = new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero);
            return true;
        }

        return IsoInstant.TryParse(Encoding.UTF8.GetString(text), out instant);
    }

    private static bool Number(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            number = (number * 10) + digit - '0';
        }

        return true;
    }

    /// <summary>A day and what is written for it.</summary>
    /// <param name="Day">The Pacific day.</param>
    /// <param name="EndTime">When it ends.</param>
    /// <param name="EndTimeText"><c>end_time</c> in its one form.</param>
    /// <param name="DateText"><c>date</c>.</param>
    internal readonly record struct Row(DateOnly Day, DateTimeOffset EndTime, JsonEncodedText EndTimeText, JsonEncodedText DateText);
}
