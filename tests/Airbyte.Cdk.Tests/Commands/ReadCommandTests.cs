using Airbyte.Protocol;

namespace Airbyte.Cdk.Tests;

public sealed class ReadCommandTests
{
    private static readonly string[] Arguments = ["read", "--config", "config.json", "--catalog", "catalog.json", "--state", "state.json"];

    [Fact]
    public async Task A_configured_stream_that_the_source_does_not_have_ends_incomplete_and_is_an_error_at_the_end()
    {
        var run = await new HostRun { Source = new ScriptedSource { Streams = OnePost } }.Read("gone", "posts");

        Assert.Equal("INCOMPLETE ERROR", run.Messages.Story("gone"));
        Assert.Equal("STARTED RUNNING RECORD*1 STATE COMPLETE", run.Messages.Story("posts"));
        const string Message = "Stream gone is configured, but the source does not have it any more. Run discover again and remove it from the catalog.";
        Assert.Equal(
            $$$"""{"message":"{{{Message}}}","failure_type":"config_error","stream_descriptor":{"name":"gone"}}""",
            Assert.Single(run.Messages.Errors()).ToJsonString());
        Assert.Equal([Message], run.Messages.Logs("WARN"));
        Assert.Equal("ERROR", run.Messages[^1].Kind());
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task A_mode_that_does_not_exist_ends_its_stream_only()
    {
        var run = await new HostRun { Source = new ScriptedSource { Streams = OnePost } }.Read("pages:INVALID", "posts");

        Assert.Equal("INCOMPLETE ERROR", run.Messages.Story("pages"));
        Assert.Equal("STARTED RUNNING RECORD*1 STATE COMPLETE", run.Messages.Story("posts"));
        Assert.Equal(
            "Stream pages is configured with the sync mode \"INVALID\", which does not exist. Use full_refresh or incremental.",
            (string)Assert.Single(run.Messages.Errors())["message"]!);
        Assert.Equal(["posts"], run.Source.OpenedCatalog!.Streams.Select(stream => stream.Name));
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task What_is_found_out_at_the_very_end_fails_the_run_and_leaves_the_streams_complete()
    {
        var run = await new HostRun
        {
            Source = new ScriptedSource { Streams = OnePost, Complete = _ => Task.FromResult<IReadOnlyList<ConnectorException>>([new ConnectorException(FailureType.ConfigError, "It has changed.")]) },
        }.Read("posts");

        Assert.Equal("STARTED RUNNING RECORD*1 STATE COMPLETE", run.Messages.Story("posts"));
        Assert.Equal("It has changed.", (string)Assert.Single(run.Messages.Errors())["message"]!);
        Assert.Equal("ERROR", run.Messages[^1].Kind());
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task A_defect_at_the_very_end_does_not_cost_what_was_read()
    {
        var run = await new HostRun { Source = new ScriptedSource { Streams = OnePost, Complete = _ => throw new InvalidOperationException("a defect") } }.Read("posts");

        Assert.Equal("STARTED RUNNING RECORD*1 STATE COMPLETE", run.Messages.Story("posts"));
        Assert.Equal("system_error", (string)Assert.Single(run.Messages.Errors())["failure_type"]!);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task When_no_stream_can_be_read_the_source_is_not_even_asked()
    {
        var run = await new HostRun { Source = new ScriptedSource { OpenFailure = new InvalidOperationException("must not be opened") } }
            .Read("__AIRBYTE__stream_that_does_not_exist:INVALID");

        Assert.Null(run.Source.OpenedCatalog);
        Assert.Single(run.Messages.Errors());
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task An_empty_catalog_is_done_at_once_with_a_warning()
    {
        var run = await new HostRun().Read();

        Assert.Equal("The configured catalog has no streams; there is nothing to read.", Assert.Single(run.Messages.Logs("WARN")));
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task A_source_that_cannot_be_opened_ends_every_stream_incomplete()
    {
        var run = await new HostRun { Source = new ScriptedSource { OpenFailure = new ConnectorException(FailureType.ConfigError, "The token is dead.") } }
            .Read("posts", "pages");

        Assert.Equal("INCOMPLETE", run.Messages.Story("posts"));
        Assert.Equal("INCOMPLETE", run.Messages.Story("pages"));
        Assert.Equal("""{"message":"The token is dead.","failure_type":"config_error"}""", Assert.Single(run.Messages.Errors()).ToJsonString());
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task The_state_reaches_the_source_and_its_oddities_the_log()
    {
        var run = new HostRun { Source = new ScriptedSource { Streams = OnePost } }
            .With("catalog.json", HostRun.Catalog("posts"))
            .With("state.json", """{"posts": {"end_time": "1"}, "cdc": false}""");
        await run.Run(Arguments);

        Assert.Equal("""{"end_time": "1"}""", run.Source.OpenedState!.Find("posts")?.GetRawText());
        Assert.Contains("\"cdc\"", Assert.Single(run.Messages.Logs("WARN")), StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task A_state_file_that_does_not_exist_is_no_state_with_a_warning()
    {
        var run = await new HostRun { Source = new ScriptedSource { Streams = OnePost } }.With("catalog.json", HostRun.Catalog("posts")).Run(Arguments);

        Assert.Equal("The state file state.json does not exist; reading goes on without a state.", Assert.Single(run.Messages.Logs("WARN")));
        Assert.Empty(run.Source.OpenedState!.Streams);
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\uFEFF[]\r\n")]
    [InlineData("""{"cdc": false}""")]
    [InlineData("""[{"type": "STREAM", "stream": {"stream_descriptor": {"name": "unknown"}, "stream_state": {"x": 1}}}]""")]
    public async Task States_without_anything_for_a_stream_are_read_from_the_start(string state)
    {
        var run = await new HostRun { Source = new ScriptedSource { Streams = OnePost } }
            .With("catalog.json", HostRun.Catalog("posts")).With("state.json", state).Run(Arguments);

        Assert.Null(run.Source.OpenedState!.Find("posts"));
        Assert.Equal("STARTED RUNNING RECORD*1 STATE COMPLETE", run.Messages.Story("posts"));
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task A_summary_that_fails_costs_nothing_but_itself()
    {
        var source = new ScriptedSource { Streams = OnePost, SummaryFailure = new InvalidOperationException("no sum") };
        var run = await new HostRun { Source = source }.Read("posts", "gone");

        Assert.Equal("The summary could not be made.", run.Messages.Logs("WARN")[^1]);
        Assert.Single(run.Messages.Errors());
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task Trouble_with_disconnecting_does_not_fail_a_read()
    {
        var run = await new HostRun { Source = new ScriptedSource { Streams = OnePost, DisposeFailure = new InvalidOperationException("already gone") } }.Read("posts");

        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task A_stream_listed_twice_is_read_once()
    {
        var run = await new HostRun { Source = new ScriptedSource { Streams = OnePost } }.Read("posts", "posts");

        Assert.Equal("STARTED RUNNING RECORD*1 STATE COMPLETE", run.Messages.Story("posts"));
    }

    private static IReadOnlyList<IStream> OnePost() => [new ScriptedStream("posts").Partition("a", (output, stop) => output.Records(1, stop))];
}
