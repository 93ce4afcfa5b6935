namespace TestKit;

/// <summary>The exit code against what was said: 0 exactly when no error was, and errors last of all, since some callers give up at the first.</summary>
internal static class ExitChecks
{
    private const int Failure = 1;
    private const int WrongUsage = 2;

    public static IEnumerable<string> Of(ConnectorOutput output)
    {
        var errors = output.Errors;
        if (output.ExitCode == 0 && errors.Count > 0)
        {
            yield return $"The exit code is 0 although an error was reported: {errors[0]["message"]}";
        }

        if (output.ExitCode == Failure && errors.Count == 0)
        {
            yield return "The exit code is 1 and no error was reported.";
        }

        if (output.ExitCode == WrongUsage && output.Messages.Count > 0)
        {
            yield return "The exit code says wrong usage, and yet there are messages.";
        }

        if (output.Lines.SkipWhile(message => !IsError(message)).Any(message => !IsError(message) && message.Type != "LOG"))
        {
            yield return "An error was reported before the end of the run: a message other than a log follows it.";
        }

        foreach (var error in errors.GroupBy(error => error.ToJsonString(), StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return $"An error was reported {error.Count()} times: {error.First()["message"]}";
        }
    }

    private static bool IsError(OutputMessage message) => message.Type == "TRACE" && message.Json["trace"]!["type"]!.GetValue<string>() == "ERROR";
}
