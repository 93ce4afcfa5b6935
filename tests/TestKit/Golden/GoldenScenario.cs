using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GraphSimulator;
using GraphSimulator.Pages;
using GraphSimulator.Time;
using GraphSimulator.Tokens;

namespace TestKit;

/// <summary>
/// A folder of <c>tests/Golden</c>: a command, the world it meets, its input files, and all that it puts out. In the files <c>{url}</c> stands for the simulator's address,
/// <c>{token}</c> for the user's token, <c>{day-5}</c> for the Pacific day five days before the world's, and <c>{end-5}</c> for the end of that day.
/// </summary>
public sealed partial class GoldenScenario
{
    private const string ExpectedFile = "expected.jsonl";
    private static readonly string[] InputFiles = ["config.json", "catalog.json", "state.json"];

    private readonly string _folder;
    private readonly JsonObject _scenario;

    private GoldenScenario(string folder)
    {
        _folder = folder;
        _scenario = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "scenario.json")))!.AsObject();
    }

    /// <summary>The names of all of them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Directory.GetDirectories(Root).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    /// <summary>The folder of this name.</summary>
    public static GoldenScenario Load(string name) => new(Path.Combine(Root, name));

    /// <summary>The exit code it must have.</summary>
    public int ExitCode => _scenario["exit_code"]?.GetValue<int>() ?? 0;

    /// <summary>All that must be put out.</summary>
    public string Expected => File.Exists(Path.Combine(_folder, ExpectedFile)) ? File.ReadAllText(Path.Combine(_folder, ExpectedFile)) : "";

    private static string Root => Path.Combine(PublishedConnector.RepositoryRoot(), "tests", "Golden");

    /// <summary>The world it meets, with its clock standing at a moment.</summary>
    public SimulatedWorld CreateWorld(DateTimeOffset now)
    {
        var world = SimulatedWorld.Create(_scenario["pages"]?.GetValue<int>() ?? 1, now: now);
        foreach (var (id, loss) in _scenario["lost_pages"]?.AsObject() ?? [])
        {
            world.Pages[id].Loss = Enum.Parse<PageLoss>(loss!.GetValue<string>());
        }

        foreach (var id in _scenario["pages_without_analyze"]?.AsArray() ?? [])
        {
            world.Pages[id!.GetValue<string>()].Tasks = ["MODERATE"];
        }

        if (_scenario["token_trouble"] is { } trouble)
        {
            world.UserToken.Trouble = Enum.Parse<TokenTrouble>(trouble.GetValue<string>());
        }

        return world;
    }

    /// <summary>The input files that it has, by name, for a server of that world.</summary>
    public IReadOnlyDictionary<string, string> Inputs(GraphSimulatorServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return InputFiles.Where(name => File.Exists(Path.Combine(_folder, name))).ToDictionary(name => name, name => Fill(File.ReadAllText(Path.Combine(_folder, name)), server), StringComparer.Ordinal);
    }

    /// <summary>The arguments, for files that lie where <paramref name="pathOf"/> says.</summary>
    public string[] Arguments(Func<string, string> pathOf)
    {
        ArgumentNullException.ThrowIfNull(pathOf);
        var command = _scenario["command"]!.GetValue<string>();
        return [command, .. InputFiles.Where(name => File.Exists(Path.Combine(_folder, name))).SelectMany(name => new[] { "--" + Path.GetFileNameWithoutExtension(name), pathOf(name) })];
    }

    /// <summary>Output without what is different in every run or build: times of emission, the run's name, the simulator's address, stacks.</summary>
    public static string Normalise(string output, GraphSimulatorServer server)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(server);
        output = RunName().Replace(EmittedAt().Replace(output, "\"emitted_at\":0"), "{run}");
        return Stack().Replace(output, "\"stack_trace\":\"\"").Replace(Address(server), "{url}", StringComparison.Ordinal);
    }

    /// <summary>Makes this output the expected one.</summary>
    public void Rewrite(string normalised) => File.WriteAllText(Path.Combine(_folder, ExpectedFile), normalised);

    private static string Fill(string text, GraphSimulatorServer server)
    {
        var today = server.World.Today;
        text = text.Replace("{url}", Address(server), StringComparison.Ordinal).Replace("{token}", server.World.UserToken.Value, StringComparison.Ordinal);
        return Day().Replace(text, match =>
        {
            var day = today.AddDays(-int.Parse(match.Groups["back"].Value, CultureInfo.InvariantCulture));
            return match.Groups["kind"].Value == "day"
                ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                : PacificCalendar.MidnightOf(day.AddDays(1)).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        });
    }

    private static string Address(GraphSimulatorServer server) => server.BaseUrl.GetLeftPart(UriPartial.Authority);

    [GeneratedRegex("\"emitted_at\":[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 10000)]
    private static partial Regex EmittedAt();

    [GeneratedRegex("[0-9]{8}T[0-9]{6}Z-[0-9a-f]{12}", RegexOptions.None, matchTimeoutMilliseconds: 10000)]
    private static partial Regex RunName();

    [GeneratedRegex("\"stack_trace\":\"(?:[^\"\\\\]|\\\\.)*\"", RegexOptions.None, matchTimeoutMilliseconds: 10000)]
    private static partial Regex Stack();

    [GeneratedRegex(@"\{(?<kind>day|end)-(?<back>[0-9]+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Day();
}
