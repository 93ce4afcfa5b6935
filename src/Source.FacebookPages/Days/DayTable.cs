using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Source.FacebookPages.Days;

/// <summary>
/// The Pacific days of a run with their <c>end_time</c> and texts made ready, so that a point costs a look-up and not a time-zone conversion.
/// </summary>
internal sealed class DayTable
{
    private readonly Row[] _rows;

    /// <summary>Makes the table for these days.</summary>
    public DayTable(DateWindow days)
    {
        First = days.First;
        _rows = new Row[Math.Max(0, days.Days)];
        for (var index = 0; index < _rows.Length; index++)
        {
            var day = days.First.AddDays(index);
            _rows[index] = new Row(day, PacificCalendar.EndOf(day));
        }
    }

    /// <summary>The first day.</summary>
    public DateOnly First { get; }

    /// <summary>
    /// The day that ends at this <c>end_time</c> as Graph writes it (<c>2026-03-02T08:00:00+0000</c>); null when the text is no time or the day is not in the table.
    /// </summary>
    /// <param name="endTime">The text.</param>
    /// <param name="next">The row that is likely: where the last search for a metric has ended, since days come in order. Moves on.</param>
    public Row? Find(ReadOnlySpan<byte> endTime, ref int next)
    {
        if ((uint)next < (uint)_rows.Length && _rows[next].IsSentAs(endTime))
        {
            return _rows[next++];
        }

        var row = Find(endTime);
        next = row is null ? next : row.Day.DayNumber + 1 - First.DayNumber;
        return row;
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
        var index = DateOnly.FromDateTime(instant.UtcDateTime).DayNumber - 1 - First.DayNumber;
        if ((uint)index < (uint)_rows.Length && _rows[index].EndTime == instant)
        {
            return _rows[index];
        }

        // Not a midnight that we know of: the day is still the Pacific date less one, and end_time stays what Graph said.
        var day = PacificCalendar.DayEndingAt(instant);
        index = day.DayNumber - First.DayNumber;
        return (uint)index < (uint)_rows.Length ? new Row(day, instant) : null;
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
    /// <param name="day">The Pacific day.</param>
    /// <param name="endTime">When it ends.</param>
    internal sealed class Row(DateOnly day, DateTimeOffset endTime)
    {
        // To the second: what Graph writes after it is always the same.
        private const int InstantLength = 19;

        private byte[]? _members;

        /// <summary>The Pacific day.</summary>
        public DateOnly Day { get; } = day;

        /// <summary>When it ends.</summary>
        public DateTimeOffset EndTime { get; } = endTime;

        /// <summary><c>end_time</c> in its one form.</summary>
        public JsonEncodedText EndTimeText { get; } = JsonEncodedText.Encode(IsoInstant.Write(endTime));

        /// <summary><c>date</c>.</summary>
        public JsonEncodedText DateText { get; } = JsonEncodedText.Encode(day.ToString("O", CultureInfo.InvariantCulture));

        /// <summary>Both as members of a record, from the comma before them to the colon of the value behind them.</summary>
        public ReadOnlySpan<byte> Members => _members ??= Encoding.UTF8.GetBytes($",\"end_time\":\"{EndTimeText}\",\"date\":\"{DateText}\",\"value\":");

        /// <summary>Whether Graph writes the end like this.</summary>
        public bool IsSentAs(ReadOnlySpan<byte> text) =>
            text.Length == InstantLength + 5 && text[InstantLength..].SequenceEqual("+0000"u8) && text[..InstantLength].SequenceEqual(EndTimeText.EncodedUtf8Bytes[..InstantLength]);
    }
}
