namespace Facebook.Graph;

/// <summary>Is shown an insights answer, entry by entry and point by point, in the order of the answer.</summary>
public interface IInsightsVisitor
{
    /// <summary>An entry of <c>data</c> begins: a metric and a period. Answers whether its points are wanted.</summary>
    bool Entry(string name, string period);

    /// <summary>A point of the entry that began last.</summary>
    void Point(in InsightsPoint point);
}
