using System.Globalization;
using GraphSimulator;

namespace Demo;

/// <summary>What the steps of the walk-through share.</summary>
/// <param name="Screen">Where the person looks.</param>
/// <param name="World">The simulated Facebook.</param>
/// <param name="Server">Its Graph API.</param>
/// <param name="Connector">Runs the commands.</param>
internal sealed record Story(Screen Screen, SimulatedWorld World, GraphSimulatorServer Server, Connector Connector)
{
    private const string Executable = "source-facebook-pages-insights";

    /// <summary>Where the Graph API answers.</summary>
    public string Address => Server.BaseUrl.GetLeftPart(UriPartial.Authority);

    /// <summary>Shows a command as one would type it, runs it, and says in a line what came of it.</summary>
    public async Task<Answer> RunAsync(params string[] arguments)
    {
        Screen.Command($"{Executable} {string.Join(' ', arguments)}");
        Server.Journal.Clear();
        var answer = await Connector.RunAsync(arguments);
        var kinds = string.Join(", ", answer.Kinds.Select(kind => $"{Number(kind.Count)} {kind.Type}"));
        Screen.Text($"Exit code 0 after {Duration(answer.Elapsed)}. On standard output: {kinds}.", Tone.Good);
        return answer;
    }

    /// <summary>The requests that the last command made, in words.</summary>
    public string Requests()
    {
        var insights = Server.Journal.Insights().Count;
        return $"{Number(Server.Journal.Count)} requests went to the Graph API, {Number(insights)} of them for insights.";
    }

    /// <summary>A duration in seconds or, where that is too coarse, in milliseconds.</summary>
    public static string Duration(TimeSpan time) => time.TotalSeconds < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    /// <summary>A number with its thousands apart.</summary>
    public static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
