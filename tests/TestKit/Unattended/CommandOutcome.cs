using System.Text.Json.Nodes;

namespace TestKit;

/// <summary>What a command for unattended use has put out, taken apart. Taking it apart is already a test: standard output is one line with one object, standard error has JSON lines.</summary>
public sealed class CommandOutcome
{
    /// <summary>Takes it apart.</summary>
    /// <exception cref="FormatException">It has another form.</exception>
    public CommandOutcome(int exitCode, string standardOutput, string standardError)
    {
        ArgumentNullException.ThrowIfNull(standardOutput);
        ArgumentNullException.ThrowIfNull(standardError);
        ExitCode = exitCode;
        StandardError = standardError;
        if (standardOutput.Length > 0 && standardOutput.IndexOf('\n', StringComparison.Ordinal) != standardOutput.Length - 1)
        {
            throw new FormatException("Standard output is not exactly one line: " + standardOutput);
        }

        Answer = standardOutput.Length == 0 ? [] : JsonNode.Parse(standardOutput)!.AsObject();
        HasAnswer = standardOutput.Length > 0;
    }

    /// <summary>The exit code.</summary>
    public int ExitCode { get; }

    /// <summary>Whether there was an answer.</summary>
    public bool HasAnswer { get; }

    /// <summary>The answer.</summary>
    public JsonObject Answer { get; }

    /// <summary>Standard error as text.</summary>
    public string StandardError { get; }

    /// <summary>The log entries, where standard error has nothing else.</summary>
    public IReadOnlyList<JsonObject> Logs =>
        [.. StandardError.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];

    /// <summary>The status of the answer.</summary>
    public string Status => Answer["status"]!.GetValue<string>();

    /// <summary>Whether another run has something to go on with.</summary>
    public bool HasMore => Answer["has_more"]!.GetValue<bool>();

    /// <summary>The run's name.</summary>
    public string RunId => Answer["run_id"]!.GetValue<string>();

    /// <summary>The errors of the answer.</summary>
    public IReadOnlyList<JsonObject> Errors => [.. Answer["errors"]!.AsArray().Select(error => error!.AsObject())];

    /// <summary>The streams of the answer: name, status, records.</summary>
    public IReadOnlyList<(string Name, string Status, long Records)> Streams =>
    [
        .. Answer["streams"]!.AsArray().Select(stream => (
            stream!["name"]!.GetValue<string>(), stream["status"]!.GetValue<string>(), stream["records"]!.GetValue<long>())),
    ];
}
