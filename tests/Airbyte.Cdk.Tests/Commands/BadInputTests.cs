using System.Text;

namespace Airbyte.Cdk.Tests;

/// <summary>Everything a user may get wrong with arguments and files: one clear sentence each, the right exit code, nothing of a stack.</summary>
public sealed class BadInputTests
{
    private const string Config = HostRun.GoodConfiguration;
    private const string Secret = ScriptedSource.Secret;

    /// <summary>What is wrong, the content of config.json, and what the message says.</summary>
    public static TheoryData<string, string, string> BadConfigurations => new()
    {
        { "empty", "", "The configuration file config.json is not valid JSON (line 1, position 1)." },
        { "blank", " \n ", "The configuration file config.json is not valid JSON (line 2, position 2)." },
        { "only a byte order mark", "\uFEFF", "The configuration file config.json is not valid JSON (line 1, position 1)." },
        { "truncated", Config[..^2], "The configuration file config.json is not valid JSON (line 1, position" },
        { "unquoted secret", $$"""{"access_token": {{Secret}}}""", "The configuration file config.json is not valid JSON (line 1, position 18)." },
        { "secret as a bare word", Secret, "The configuration file config.json is not valid JSON (line 1, position 1)." },
        { "trailing comma", """{"a": 1,}""", "The configuration file config.json is not valid JSON (line 1, position 9)." },
        { "single quotes", "{'a': 1}", "The configuration file config.json is not valid JSON (line 1, position 2)." },
        { "a comment", "{\n// why not\n}", "The configuration file config.json is not valid JSON (line 2, position 1)." },
        { "two objects", "{}{}", "The configuration file config.json is not valid JSON (line 1, position 3)." },
        { "YAML", "access_token: x", "The configuration file config.json is not valid JSON (line 1, position 1)." },
        { "not a number", """{"a": NaN}""", "The configuration file config.json is not valid JSON (line 1, position 7)." },
        { "a list", "[]", "The configuration file config.json must hold a JSON object, not a list." },
        { "a text", $"\"{Secret}\"", "The configuration file config.json must hold a JSON object, not a text." },
        { "a number", "42", "The configuration file config.json must hold a JSON object, not a number." },
        { "a truth value", "true", "The configuration file config.json must hold a JSON object, not a truth value." },
        { "null", "null", "The configuration file config.json must hold a JSON object, not null." },
        { "nested without end", new string('[', 10_000), "The configuration file config.json is not valid JSON" },
        { "a lone surrogate in a value", """{"a": "\ud800"}""", "The configuration file config.json contains a text that is not valid Unicode." },
        { "a lone surrogate in a name", """{"access\ud800": 1}""", "The configuration file config.json contains a text that is not valid Unicode." },
    };

    /// <summary>What is wrong, how reading the file fails, and what the message says.</summary>
    public static TheoryData<string, Exception, string> UnreadableFiles => new()
    {
        { "missing", new FileNotFoundException("secret path"), "The {0} file x.json does not exist." },
        { "missing folder", new DirectoryNotFoundException("secret path"), "The {0} file x.json does not exist." },
        { "no permission, or a folder", new UnauthorizedAccessException("secret path"), "The {0} file x.json cannot be read: permission is denied, or it is a directory." },
        { "disk trouble", new IOException("Input/output error"), "The {0} file x.json cannot be read: Input/output error" },
        { "not a path", new ArgumentException("Null character in path."), "The {0} file's path \"x.json\" is not a path." },
    };

    /// <summary>What is wrong, the content of catalog.json, and what the message says.</summary>
    public static TheoryData<string, string, string> BadCatalogs => new()
    {
        { "empty", "", "The catalog file catalog.json cannot be used. The configured catalog is not valid JSON (line 1, position 1)." },
        { "truncated", """{"streams": [{"stream":""", "is not valid JSON" },
        { "a list", "[]", "must be an object with a list \"streams\", not a list." },
        { "a text", "\"posts\"", "not a text." },
        { "without streams", "{}", "has no list \"streams\"." },
        { "streams are no list", """{"streams": {"posts": {}}}""", "must be a list, not an object." },
        { "a stream is a name", """{"streams": ["posts"]}""", "streams[0] of the configured catalog must be an object, not a text." },
        { "a stream without stream", """{"streams": [{"sync_mode": "incremental"}]}""", "streams[0] of the configured catalog has no object \"stream\"." },
        { "a stream without name", """{"streams": [{"stream": {"json_schema": {}}}]}""", "streams[0].stream of the configured catalog has no \"name\"." },
        { "the answer of discover as it is", """{"type": "CATALOG", "catalog": {"streams": []}}""", "has no list \"streams\"." },
    };

    /// <summary>What is wrong, the content of state.json, and what the message says.</summary>
    public static TheoryData<string, string, string> BadStates => new()
    {
        { "garbage", "garbage", "The state file state.json cannot be used. The state is not valid JSON (line 1, position 1)." },
        { "truncated", """[{"type": "STREAM",""", "is not valid JSON" },
        { "a torn last line", "{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"a\"}}}\n{\"type\":\"STR", "is not valid JSON (line 2" },
        { "a number", "5", "not a number." },
        { "a text", "\"[]\"", "not a text." },
        { "a list of names", """["posts"]""", "not a text." },
        { "an unknown type", """[{"type": "FUTURE", "future": {}}]""", "unknown type \"FUTURE\"" },
        { "a stream without name", """[{"type": "STREAM", "stream": {"stream_state": {}}}]""", "no \"stream_descriptor\" with a \"name\"" },
        { "a state that is a text", """{"type": "STREAM", "stream": {"stream_descriptor": {"name": "a"}, "stream_state": "2026"}}""", "state of stream \"a\" must be an object" },
        { "the state of one stream alone", """{"end_time": "2026-01-01T00:00:00Z"}""", "names no stream" },
    };

    public static TheoryData<string> WrongUsage =>
        ["", "write", "check", "discover", "read --config config.json", "read --catalog catalog.json", "spec --config config.json", "check --config", "check --config config.json --loud", "check config.json"];

    [Theory]
    [MemberData(nameof(BadConfigurations))]
    public async Task A_bad_configuration_is_the_answer_of_check(string mistake, string content, string message)
    {
        var run = await new HostRun().With("config.json", content).Run("check", "--config", "config.json");

        var status = Assert.Single(run.Messages)["connectionStatus"]!;
        Assert.Equal("FAILED", (string)status["status"]!);
        AssertClear(mistake, message, (string)status["message"]!);
        Assert.Equal(0, run.ExitCode);
        AssertClean(run);
    }

    [Theory]
    [MemberData(nameof(BadConfigurations))]
    public async Task A_bad_configuration_fails_discover_and_read(string mistake, string content, string message)
    {
        foreach (var arguments in new string[][] { ["discover", "--config", "config.json"], ["read", "--config", "config.json", "--catalog", "catalog.json"] })
        {
            AssertOneConfigError(mistake, message, await new HostRun().With("config.json", content).Run(arguments));
        }
    }

    [Theory]
    [MemberData(nameof(UnreadableFiles))]
    public async Task A_file_that_cannot_be_read_is_named(string mistake, Exception failure, string message)
    {
        var check = await new HostRun { ReadFailure = ("x.json", failure) }.Run("check", "--config", "x.json");
        AssertClear(mistake, string.Format(null, message, "configuration"), (string)Assert.Single(check.Messages)["connectionStatus"]!["message"]!);
        Assert.Equal(0, check.ExitCode);

        var discover = await new HostRun { ReadFailure = ("x.json", failure) }.Run("discover", "--config", "x.json");
        AssertOneConfigError(mistake, string.Format(null, message, "configuration"), discover);

        var read = await new HostRun { ReadFailure = ("x.json", failure) }.Run("read", "--config", "config.json", "--catalog", "x.json");
        AssertOneConfigError(mistake, string.Format(null, message, "catalog"), read);

        if (failure is not (FileNotFoundException or DirectoryNotFoundException))
        {
            var resumed = await new HostRun { ReadFailure = ("x.json", failure) }
                .Run("read", "--config", "config.json", "--catalog", "catalog.json", "--state", "x.json");
            AssertOneConfigError(mistake, string.Format(null, message, "state"), resumed);
        }
    }

    [Theory]
    [MemberData(nameof(BadCatalogs))]
    public async Task A_bad_catalog_fails_read(string mistake, string content, string message) => AssertOneConfigError(
        mistake, message, await new HostRun().With("catalog.json", content).Run("read", "--config", "config.json", "--catalog", "catalog.json"));

    [Theory]
    [MemberData(nameof(BadStates))]
    public async Task A_bad_state_fails_read_and_is_never_taken_for_none(string mistake, string content, string message)
    {
        var run = await new HostRun().With("catalog.json", HostRun.Catalog("a")).With("state.json", content)
            .Run("read", "--config", "config.json", "--catalog", "catalog.json", "--state", "state.json");

        AssertOneConfigError(mistake, message, run);
        Assert.Null(run.Source.OpenedCatalog);
    }

    [Theory]
    [MemberData(nameof(WrongUsage))]
    public async Task Wrong_usage_goes_to_standard_error_only(string arguments)
    {
        var run = await new HostRun().Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.StandardOutput);
        Assert.StartsWith("source-scripted: ", run.StandardError, StringComparison.Ordinal);
        Assert.Contains("Usage:", run.StandardError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("read --help")]
    public async Task Help_is_no_failure_and_leaves_standard_output_clean(string arguments)
    {
        var run = await new HostRun().Run(arguments.Split(' '));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", run.StandardOutput);
        Assert.StartsWith("Usage:", run.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_with_byte_order_mark_and_windows_lines_is_good()
    {
        var run = new HostRun();
        run.Files["config.json"] = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("{\r\n}\r\n")];
        await run.Run("check", "--config", "config.json");

        Assert.Equal("SUCCEEDED", (string)Assert.Single(run.Messages)["connectionStatus"]!["status"]!);
    }

    private static void AssertOneConfigError(string mistake, string expected, HostRun run)
    {
        var error = Assert.Single(run.Messages.Errors());
        Assert.Equal("config_error", (string)error["failure_type"]!);
        AssertClear(mistake, expected, (string)error["message"]!);
        Assert.DoesNotContain(run.Messages, message => message.Type() is "CATALOG" or "CONNECTION_STATUS" or "RECORD" or "STATE");
        Assert.Equal(1, run.ExitCode);
        AssertClean(run);
    }

    private static void AssertClear(string mistake, string expected, string message)
    {
        Assert.True(message.Contains(expected, StringComparison.Ordinal), $"{mistake}: {message}");
        Assert.DoesNotContain("Exception", message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret path", message, StringComparison.Ordinal);
    }

    private static void AssertClean(HostRun run)
    {
        Assert.Equal("", run.StandardError);
        Assert.DoesNotContain("EAAB", run.StandardOutput, StringComparison.Ordinal);
        Assert.DoesNotContain("stack_trace", run.StandardOutput, StringComparison.Ordinal);
    }
}
