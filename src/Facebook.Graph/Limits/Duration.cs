namespace Facebook.Graph;

/// <summary>Lengths of time in words for messages.</summary>
internal static class Duration
{
    /// <summary>For example "45 s", "3 min 20 s", "2 h 5 min".</summary>
    internal static string Text(TimeSpan time)
    {
        var seconds = (long)Math.Ceiling(time.TotalSeconds);
        return seconds switch
        {
            < 60 => $"{seconds} s",
            < 3600 => seconds % 60 == 0 ? $"{seconds / 60} min" : $"{seconds / 60} min {seconds % 60} s",
            _ => seconds % 3600 < 60 ? $"{seconds / 3600} h" : $"{seconds / 3600} h {seconds % 3600 / 60} min",
        };
    }
}
