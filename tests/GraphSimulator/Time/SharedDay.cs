namespace GraphSimulator.Time;

/// <summary>A day, or none, in one number that threads can share without tearing it.</summary>
internal static class SharedDay
{
    public const int None = -1;

    public static DateOnly? Read(ref int day) => Volatile.Read(ref day) is var number and >= 0 ? DateOnly.FromDayNumber(number) : null;

    public static void Write(ref int day, DateOnly? value) => Volatile.Write(ref day, value?.DayNumber ?? None);
}
