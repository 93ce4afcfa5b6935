namespace TestKit;

/// <summary>The commands with one answer: exactly one when they succeed, none when they fail, and nothing but logs beside it.</summary>
internal static class AnswerChecks
{
    public static IEnumerable<string> Of(ConnectorOutput output)
    {
        var kinds = output.Lines.Select(message => message.Type).ToList();
        foreach (var kind in kinds.Where(kind => kind is "RECORD" or "STATE").Distinct())
        {
            yield return $"There is a {kind} although nothing was to be read.";
        }

        var answers = kinds.Count(kind => kind is "SPEC" or "CONNECTION_STATUS" or "CATALOG");
        if (answers > 1 || answers == 1 && output.ExitCode != 0)
        {
            yield return $"There are {answers} answers, and the exit code is {output.ExitCode}.";
        }

        if (answers == 1 && kinds.Last(kind => kind != "LOG") is "TRACE")
        {
            yield return "A trace follows the answer.";
        }
    }
}
