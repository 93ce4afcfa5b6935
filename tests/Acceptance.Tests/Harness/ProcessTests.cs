using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using TestKit;

namespace Acceptance.Tests.Harness;

/// <summary>What the harness does not ask of the executable, and callers rely on.</summary>
[Collection("harness")]
public sealed class ProcessTests(HarnessFixture harness)
{
    private const string First = "page_insights_100000000000001";
    private const string Second = "page_insights_100000000000002";

    private HarnessSession Session => harness.Session(HarnessFixture.Binary);

    private string Config => Session.Config("basic_read");

    [Fact]
    public async Task Paths_may_be_relative_and_have_spaces_and_any_letters()
    {
        using var files = new CommandFiles(Config, null, null);
        var folder = Directory.CreateDirectory(Path.Combine(files.Folder, "Prüfung für Ж 1"));
        File.Copy(Path.Combine(files.Folder, "config.json"), Path.Combine(folder.FullName, "my config.json"));

        var output = await RunAsync(files.Folder, [], "", "check", "--config", "Prüfung für Ж 1/my config.json");

        Assert.Equal("SUCCEEDED", output.ConnectionStatus.Status);
    }

    [Fact]
    public async Task Standard_input_is_neither_waited_for_nor_read()
    {
        using var files = new CommandFiles(Config, null, null);

        var output = await RunAsync(files.Folder, [], "{\"credentials\":{}}\n", ["check", .. files.Arguments(files.Folder)]);

        Assert.Equal("SUCCEEDED", output.ConnectionStatus.Status);
    }

    [Fact]
    public async Task Two_reads_at_once_in_one_folder_put_out_the_same_and_write_no_file()
    {
        using var files = new CommandFiles(Config, HarnessCatalog.FirstModes(await Session.StreamsAsync()), null);
        var before = Directory.GetFileSystemEntries(files.Folder).Order();
        string[] arguments = ["read", .. files.Arguments(files.Folder)];

        var outputs = await Task.WhenAll(RunAsync(files.Folder, [], "", arguments), RunAsync(files.Folder, [], "", arguments));

        Assert.NotEmpty(outputs[0].Records);
        Assert.Equal(Data(outputs[0]), Data(outputs[1]));
        Assert.Equal(before, Directory.GetFileSystemEntries(files.Folder).Order());
    }

    [Fact]
    public async Task Language_and_time_zone_of_the_machine_change_nothing()
    {
        using var files = new CommandFiles(Config, HarnessCatalog.FirstModes(await Session.StreamsAsync()), null);
        string[] arguments = ["read", .. files.Arguments(files.Folder)];

        var plain = await RunAsync(files.Folder, [("LC_ALL", "C"), ("TZ", "UTC")], "", arguments);
        var odd = await RunAsync(files.Folder, [("LANG", "tr_TR.UTF-8"), ("LC_ALL", "de_DE.UTF-8"), ("TZ", "Asia/Kathmandu")], "", arguments);

        Assert.NotEmpty(plain.Records);
        Assert.Equal(Data(plain), Data(odd));
        Assert.Equal(plain.StateFile(), Sorted(odd, plain));
    }

    [Fact]
    public async Task Pages_are_read_in_full_even_when_asked_for_incrementally()
    {
        var catalog = CatalogBuilder.Incremental("pages");
        var output = ProtocolChecks.Verify(await Session.Connector.ReadAsync(Config, catalog), catalog);

        Assert.Equal(2, output.Records.Count);
        Assert.Equal("COMPLETE", output.FinalStatus("pages"));
    }

    [Fact]
    public async Task A_full_refresh_that_is_given_a_state_goes_on_from_it()
    {
        var catalog = CatalogBuilder.FullRefresh(First);
        var whole = await Session.Connector.ReadAsync(Config, catalog);
        var rest = ProtocolChecks.Verify(await Session.Connector.ReadAsync(Config, catalog, whole.StateFile()), catalog);

        Assert.Equal(61 * 4, whole.Records.Count);
        Assert.Equal(7 * 4, rest.Records.Count);
    }

    [Fact]
    public async Task A_stream_whose_state_is_taken_out_is_read_anew_alone()
    {
        var catalog = CatalogBuilder.Incremental(First, Second);
        var states = JsonNode.Parse((await Session.Connector.ReadAsync(Config, catalog)).StateFile())!.AsArray();
        states.Remove(states.Single(state => state!["stream"]!["stream_descriptor"]!["name"]!.GetValue<string>() == First));
        var output = ProtocolChecks.Verify(await Session.Connector.ReadAsync(Config, catalog, states.ToJsonString()), catalog);

        Assert.Equal(61 * 4, output.Records.Count(record => record.Stream == First));
        Assert.Equal(7 * 4, output.Records.Count(record => record.Stream == Second));
    }

    private static IEnumerable<string> Data(ConnectorOutput output) => output.Records.Select(record => record.Stream + record.Data.ToJsonString()).Order(StringComparer.Ordinal);

    // The states of a run in the order that they have in another; streams end in any order.
    private static string Sorted(ConnectorOutput output, ConnectorOutput like)
    {
        var order = JsonNode.Parse(like.StateFile())!.AsArray().Select(Name).ToList();
        return new JsonArray([.. JsonNode.Parse(output.StateFile())!.AsArray().OrderBy(state => order.IndexOf(Name(state))).Select(state => state!.DeepClone())]).ToJsonString();
    }

    private static string Name(JsonNode? state) => state!["stream"]!["stream_descriptor"]!["name"]!.GetValue<string>();

    private static async Task<ConnectorOutput> RunAsync(string folder, (string Name, string Value)[] variables, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo(await PublishedConnector.PathAsync(), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        // Left open until the end: a command that waits for it would hang.
        await process.StandardInput.WriteAsync(input);
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ConnectorOutput(process.ExitCode, Encoding.UTF8.GetBytes(output), await errors);
    }
}
