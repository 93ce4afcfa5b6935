using System.Diagnostics;
using System.Text.Json;

namespace GraphSimulator.Tests.CommandLine;

/// <summary>The program itself, as a process.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task It_says_in_one_line_where_it_listens_serves_what_was_asked_for_and_ends_on_SIGTERM()
    {
        using var process = Start("--port", "0", "--pages", "2", "--days", "30", "--now", "2026-11-20T18:00:00Z", "--dead-metric", "page_views_total@100000000000002", "--lost-page", "100000000000001@2:gone");
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

        var description = JsonElement.Parse(line!);
        using var handler = new SocketsHttpHandler();
        using var client = new HttpClient(handler) { BaseAddress = new Uri(description.GetProperty("url").GetString()!) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", description.GetProperty("user_token").GetString());
        using var first = await client.GetAsync("/v26.0/100000000000001", TestContext.Current.CancellationToken);
        using var second = await client.GetAsync("/v26.0/100000000000001", TestContext.Current.CancellationToken);

        Assert.Equal(2, description.GetProperty("page_ids").GetArrayLength());
        Assert.Equal(200, (int)first.StatusCode);
        Assert.Equal((400, 100, 33), (await Reply.OfAsync(second)).Kind);

        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString()]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        Assert.Equal("", await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal("", await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Help_names_every_option()
    {
        using var process = Start("--help");
        var help = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, process.ExitCode);
        foreach (var option in new[] { "--port", "--pages", "--days", "--latency-ms", "--now", "--fault-rate", "--seed", "--dead-metric", "--lost-page", "--host" })
        {
            Assert.Contains($"  {option} ", help, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Unknown option --nonsense; --help lists them.", "--nonsense")]
    [InlineData("Option --port wants a value: NUMBER.", "--port")]
    [InlineData("Option --pages: 'many' is not COUNT.", "--pages", "many")]
    [InlineData("There is no Page 77 in this world.", "--lost-page", "77@1")]
    [InlineData("Option --fault knows no 'rain'.", "--fault", "rain@1")]
    [InlineData("Option --until-rule: 'x' is no rule.", "--until-rule=x")]
    public async Task A_wrong_option_is_named_and_ends_with_2(string message, params string[] arguments)
    {
        using var process = Start(arguments);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, process.ExitCode);
        Assert.Equal(message + "\n", error);
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "graph-simulator.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
