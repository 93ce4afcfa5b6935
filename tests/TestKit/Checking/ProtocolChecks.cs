using System.Text.Json.Nodes;

namespace TestKit;

/// <summary>
/// What must hold of the output of every run, whatever it was about: the form of the lines and messages, the order of statuses, records and states of each stream,
/// the counts in the states, and the exit code against what was said. Every end-to-end test passes its outputs through it.
/// </summary>
public static class ProtocolChecks
{
    private const int MostInMessage = 10;

    /// <summary>Checks the output of a run and answers it.</summary>
    /// <param name="output">What the run has put out.</param>
    /// <param name="catalog">The configured catalog, for a read that got as far as reading; null for every other command.</param>
    /// <exception cref="InvalidOperationException">Something does not hold; the message lists it.</exception>
    public static ConnectorOutput Verify(ConnectorOutput output, string? catalog = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        var violations = Violations(output, catalog);
        return violations.Count == 0
            ? output
            : throw new InvalidOperationException(
                $"The output breaks the protocol in {violations.Count} way(s), exit code {output.ExitCode}:\n" + string.Join('\n', violations.Take(MostInMessage)));
    }

    /// <summary>Everything that does not hold, a sentence each.</summary>
    public static IReadOnlyList<string> Violations(ConnectorOutput output, string? catalog = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        return
        [
            .. LineChecks.Of(output.StandardOutput),
            .. output.Lines.SelectMany(MessageChecks.Of),
            .. ExitChecks.Of(output),
            .. catalog is null ? AnswerChecks.Of(output) : StreamChecks.Of(output, NamesIn(catalog)),
        ];
    }

    private static IReadOnlyList<string> NamesIn(string catalog) =>
        [.. JsonNode.Parse(catalog)!["streams"]!.AsArray().Select(stream => stream!["stream"]!["name"]!.GetValue<string>()).Distinct(StringComparer.Ordinal)];
}
