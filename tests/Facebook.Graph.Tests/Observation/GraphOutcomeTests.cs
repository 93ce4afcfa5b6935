using System.Text.RegularExpressions;

namespace Facebook.Graph.Tests.Observation;

public sealed partial class GraphOutcomeTests
{
    [Fact]
    public void Each_kind_of_failure_has_the_word_of_its_name() =>
        Assert.All(Enum.GetValues<GraphErrorKind>(), kind => Assert.Equal(Capital().Replace(kind.ToString(), "_$0").TrimStart('_').ToLowerInvariant(), GraphOutcome.Of(kind)));

    [GeneratedRegex("[A-Z]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Capital();
}
