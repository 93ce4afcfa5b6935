using TestKit;

namespace Acceptance.Tests.Executable;

/// <summary>The executable where callers run it in odd ways.</summary>
public sealed class SurroundingsTests
{
    [Theory]
    [InlineData("<&-")]
    [InlineData("</dev/null")]
    [InlineData("</dev/zero")]
    public async Task Standard_input_may_be_closed_or_endless(string input)
    {
        await using var launched = await Launched.PrepareAsync();

        var (exitCode, output, errors) = await Launched.ShellAsync($"exec \"$@\" {input}", "check", "--config", launched.File("config.json", launched.Config(3).ToString()));

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains("\"status\":\"SUCCEEDED\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_working_directory_that_is_gone_is_no_hindrance()
    {
        await using var launched = await Launched.PrepareAsync();
        var gone = Path.Combine(launched.Folder, "gone");
        Directory.CreateDirectory(gone);

        var (exitCode, output, errors) = await Launched.ShellAsync(
            $"cd '{gone}' && rmdir '{gone}' && exec \"$@\"", "check", "--config", launched.File("config.json", launched.Config(3).ToString()));

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains("\"status\":\"SUCCEEDED\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_written_to_home_temporary_or_working_directory()
    {
        await using var launched = await Launched.PrepareAsync();
        var empty = Directory.CreateDirectory(Path.Combine(launched.Folder, "empty"));
        var catalog = CatalogBuilder.Incremental(Launched.Insights);

        var output = await launched.RunAsync(
            launched.Read(launched.Config(20), catalog), catalog, empty.FullName, ("HOME", empty.FullName), ("TMPDIR", empty.FullName), ("XDG_CACHE_HOME", empty.FullName));

        Assert.Equal(0, output.ExitCode);
        Assert.Empty(empty.EnumerateFileSystemInfos());
    }

    [Fact]
    public async Task A_home_that_does_not_exist_and_no_variables_at_all_are_no_hindrance()
    {
        await using var launched = await Launched.PrepareAsync();

        var (exitCode, output, errors) = await Launched.ShellAsync("exec env -i HOME=/nonexistent \"$@\"", "check", "--config", launched.File("config.json", launched.Config(3).ToString()));

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains("\"status\":\"SUCCEEDED\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_terminal_the_first_byte_is_a_brace_and_there_is_no_escape()
    {
        if (!File.Exists("/usr/bin/script"))
        {
            Assert.Skip("This machine has no program that makes a terminal.");
        }

        var (_, output, _) = await Launched.ShellAsync("command=\"$1 spec\"; TERM=xterm exec script -qec \"$command\" /dev/null </dev/null");

        Assert.StartsWith("{\"type\":\"SPEC\"", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
    }

    [Fact]
    public async Task Debug_logs_are_asked_for_by_a_variable_and_hold_no_secret()
    {
        await using var launched = await Launched.PrepareAsync(pages: 2);
        var config = launched.Config(5).WithCredential("client_id", launched.World.App.Id).WithCredential("app_secret", launched.World.App.Secret);
        var catalog = CatalogBuilder.Of(("pages", "full_refresh"), (Launched.Insights, "incremental"));

        var output = await launched.RunAsync(launched.Read(config, catalog), catalog, variables: ("LOG_LEVEL", "debug"));

        Assert.Equal(0, output.ExitCode);
        Assert.Empty(output.StandardError);
    }

    [Theory]
    [InlineData(0, "--help")]
    [InlineData(0, "-h")]
    [InlineData(0, "read --help")]
    [InlineData(2, "")]
    [InlineData(2, "write")]
    [InlineData(2, "check")]
    [InlineData(2, "read --config c.json")]
    [InlineData(2, "spec --no-such-option")]
    public async Task Usage_goes_to_standard_error_with_its_exit_code(int exitCode, string arguments)
    {
        var (code, output, errors) = await Launched.ShellAsync("exec \"$@\"", arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((exitCode, ""), (code, output));
        Assert.Contains("source-facebook-pages-insights read ", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_can_not_be_read_are_named_with_the_reason()
    {
        await using var launched = await Launched.PrepareAsync();

        foreach (var (path, reason) in new[] { (launched.Folder, "directory"), (Path.Combine(launched.Folder, "no", "such.json"), "does not exist"), ("", "path"), ("\u0001", "does not exist") })
        {
            var check = await launched.RunAsync(["check", "--config", path]);
            Assert.Equal((0, "FAILED"), (check.ExitCode, check.ConnectionStatus.Status));
            Assert.Contains(reason, check.ConnectionStatus.Message!, StringComparison.Ordinal);

            var read = await launched.RunAsync(["read", "--config", launched.File("config.json", launched.Config(3).ToString()), "--catalog", path]);
            Assert.Equal(1, read.ExitCode);
            Assert.Contains(reason, Assert.Single(read.Errors)["message"]!.GetValue<string>(), StringComparison.Ordinal);
        }
    }
}
