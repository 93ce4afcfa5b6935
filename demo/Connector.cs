using System.Text;
using Airbyte.Cdk;
using Source.FacebookPages;

namespace Demo;

/// <summary>
/// Runs the connector's commands within this process, with files in memory and a simulated clock. A process of its own would do the same.
/// </summary>
internal sealed class Connector(TimeProvider clock)
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    /// <summary>Puts a file where the commands find it.</summary>
    public void Write(string path, string content) => _files[path] = Encoding.UTF8.GetBytes(content);

    /// <summary>Runs a command to its end.</summary>
    /// <exception cref="SurpriseException">It did not end with exit code 0.</exception>
    public async Task<Answer> RunAsync(IReadOnlyList<string> arguments)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        var begin = TimeProvider.System.GetTimestamp();
        var exitCode = await ConnectorHost.RunAsync(new FacebookPagesSource(Surroundings.Of(_ => null, clock)), arguments, new HostEnvironment
        {
            Output = output,
            Error = error,
            Time = clock,
            Variable = _ => null,
            ReadFile = path => _files.GetValueOrDefault(path) ?? throw new FileNotFoundException($"There is no file {path}.", path),
            ReaderIsGone = () => false,
        });
        var answer = new Answer(output.ToArray(), TimeProvider.System.GetElapsedTime(begin));
        var said = string.Join(' ', answer.Errors.Append(Encoding.UTF8.GetString(error.ToArray())));
        SurpriseException.Unless(
            exitCode == 0 && answer.Errors.Count == 0,
            $"The command {arguments[0]} ended with exit code {exitCode}. {said}");
        return answer;
    }
}
