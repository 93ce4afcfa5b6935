namespace Source.FacebookPages.Pages;

/// <summary>
/// How much one insights call may ask for. Starts at the most and is halved whenever Facebook finds a call too large: first the metrics, then the days. Kept for the
/// rest of the Page's reading; a Page is read by one caller at a time.
/// </summary>
internal sealed class DataLimit
{
    /// <summary>The most metrics that one call asks for; no cap is documented.</summary>
    public const int MostMetrics = 50;

    /// <summary>The most days between the bounds of one call.</summary>
    public const int MostDays = 90;

    /// <summary>How many metrics one call may ask for.</summary>
    public int Metrics { get; private set; } = MostMetrics;

    /// <summary>How many days one call may ask for.</summary>
    public int Days { get; private set; } = MostDays;

    /// <summary>A call for this much was too much. Answers whether there is a smaller one to try.</summary>
    public bool Shrink(int metrics, int days) => ShrinkMetrics(metrics) || ShrinkDays(days);

    /// <summary>A call for this many days was too long. Answers whether there is a shorter one to try.</summary>
    public bool ShrinkDays(int days)
    {
        if (days > 1)
        {
            Days = Math.Min(Days, (days + 1) / 2);
        }

        return days > 1;
    }

    private bool ShrinkMetrics(int metrics)
    {
        if (metrics > 1)
        {
            Metrics = Math.Min(Metrics, (metrics + 1) / 2);
        }

        return metrics > 1;
    }
}
