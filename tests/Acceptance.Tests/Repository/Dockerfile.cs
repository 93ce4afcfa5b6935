using System.Text.RegularExpressions;

namespace Acceptance.Tests.Repository;

/// <summary>A Dockerfile, as far as it is judged here: its instructions, with continued lines put together.</summary>
internal sealed partial class Dockerfile
{
    private readonly List<(string Name, string Argument)> _instructions;

    public Dockerfile(string text) => _instructions =
    [
        .. Continuation().Replace(text, " ").Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' ', 2))
            .Select(parts => (parts[0], parts.Length > 1 ? parts[1].Trim() : "")),
    ];

    /// <summary>What an instruction says, each time it stands there.</summary>
    public IReadOnlyList<string> All(string name) => [.. _instructions.Where(one => one.Name == name).Select(one => one.Argument)];

    /// <summary>What the instruction says in the last stage.</summary>
    public string InLastStage(string name) => _instructions.Skip(_instructions.FindLastIndex(one => one.Name == "FROM")).Last(one => one.Name == name).Argument;

    /// <summary>The pairs of an instruction in the last stage that sets names to values.</summary>
    public IReadOnlyDictionary<string, string> Pairs(string name) =>
        Pair().Matches(InLastStage(name)).ToDictionary(match => match.Groups["key"].Value, match => match.Groups["text"].Success ? match.Groups["text"].Value : match.Groups["bare"].Value, StringComparer.Ordinal);

    [GeneratedRegex(@"\\\n\s*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Continuation();

    [GeneratedRegex("(?<key>[\\w.]+)=(\"(?<text>[^\"]*)\"|(?<bare>[^\\s\"]+))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pair();
}
