namespace Source.FacebookPages.Configuration;

/// <summary>How many Pacific days a point of an insights metric covers.</summary>
internal enum InsightsPeriod
{
    /// <summary><c>day</c>: one day.</summary>
    Day,

    /// <summary><c>week</c>: the seven days that end at <c>end_time</c>, with a point for every day.</summary>
    Week,

    /// <summary><c>days_28</c>: the 28 days that end at <c>end_time</c>, with a point for every day.</summary>
    Days28,
}
