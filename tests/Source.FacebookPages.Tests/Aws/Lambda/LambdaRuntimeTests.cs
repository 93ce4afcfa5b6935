using System.Text;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Microsoft.Extensions.Logging;
using Source.FacebookPages.Aws.Lambda;
using TestKit;

namespace Source.FacebookPages.Tests.Aws.Lambda;

public class LambdaRuntimeTests
{
    [Fact]
    public async Task It_answers_one_invocation_after_the_other()
    {
        await using var story = await LambdaStory.StartAsync(text => $"answer to {text}");

        Assert.Equal("answer to {\"a\": 1}", (await story.InvokeAsync("""{"a": 1}""")).Answer);
        Assert.Equal("answer to \"ü\"", (await story.InvokeAsync("\"ü\"")).Answer);

        await story.StopAsync();
        Assert.Equal(0, await story.ExitCode);
        Assert.Equal(["next", "response", "next", "response"], story.Calls.Take(4));
        Assert.All(story.Server.Calls.Where(call => call.Endpoint == "response"), call => Assert.Equal("application/json", call.ContentType));
        Assert.Single(story.Server.Calls.Select(call => call.Connection).Distinct());
    }

    [Fact]
    public async Task The_handler_is_told_what_Lambda_tells()
    {
        LambdaInvocation? seen = null;
        await using var story = await LambdaStory.StartAsync((invocation, _) =>
        {
            seen = invocation;
            return Task.FromResult(LambdaStory.Bytes("{}"));
        });

        var outcome = await story.InvokeAsync("{}", DateTimeOffset.FromUnixTimeMilliseconds(1_795_370_400_123));

        Assert.Equal(outcome.RequestId, seen!.RequestId);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 18, 0, 0, 123, TimeSpan.Zero), seen.Deadline);
        Assert.Equal("Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1", seen.TraceId);
        Assert.Equal("arn:aws:lambda:eu-central-1:123456789012:function:pages", seen.FunctionArn);
        Assert.Equal("{}", Encoding.UTF8.GetString(seen.Event.Span));
        Assert.Null(Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID"));
    }

    [Fact]
    public async Task A_trace_and_an_ARN_may_be_absent()
    {
        LambdaInvocation? seen = null;
        await using var story = await LambdaStory.StartAsync((invocation, _) =>
        {
            seen = invocation;
            return Task.FromResult(ReadOnlyMemory<byte>.Empty);
        });

        var outcome = await story.InvokeAsync(
            "{}", headers: new Dictionary<string, string?> { ["Lambda-Runtime-Trace-Id"] = null, ["Lambda-Runtime-Invoked-Function-Arn"] = null });

        Assert.Equal("", outcome.Answer);
        Assert.Null(seen!.TraceId);
        Assert.Null(seen.FunctionArn);
    }

    [Fact]
    public async Task It_waits_for_an_invocation_that_comes_late()
    {
        await using var story = await LambdaStory.StartAsync(text => text);

        await story.UntilReadyAsync();
        Assert.True(story.IsRunning);
        Assert.Equal("1", (await story.InvokeAsync("1")).Answer);
        Assert.Equal("next", story.Calls[0]);
    }

    [Fact]
    public async Task A_defect_is_reported_without_secrets_and_the_next_invocation_is_served()
    {
        await using var story = await LambdaStory.StartAsync(text =>
            text == "1" ? throw new InvalidOperationException("Broke over EAABsecret.", new FormatException("Because of EAABsecret.")) : text);

        var error = (await story.InvokeAsync("1")).Error!;

        Assert.Equal("A defect of the connector ended the invocation (InvalidOperationException: Broke over ****.). Please report it together with the log.", error.Message);
        Assert.Equal("Function.InvalidOperationException", error.Type);
        Assert.Equal("Function.InvalidOperationException", error.TypeHeader);
        Assert.Contains(error.StackTrace, frame => frame.Contains("FormatException: Because of ****.", StringComparison.Ordinal));
        Assert.Contains(error.StackTrace, frame => frame.StartsWith("at ", StringComparison.Ordinal) && frame.Contains(nameof(LambdaRuntimeTests), StringComparison.Ordinal));
        Assert.Equal("2", (await story.InvokeAsync("2")).Answer);
        Assert.Equal("application/vnd.aws.lambda.error+json", story.Server.Calls.Single(call => call.Endpoint == "error").ContentType);
        var logged = Assert.Single(story.Log.Texts(LogLevel.Error));
        Assert.Contains("Broke over ****.", logged, StringComparison.Ordinal);
        Assert.DoesNotContain(LambdaStory.Secret, logged + string.Join('\n', error.StackTrace), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_known_failure_speaks_for_itself()
    {
        await using var story = await LambdaStory.StartAsync(_ => throw new ConnectorException(FailureType.ConfigError, "The bucket is not there; create it."));

        var error = (await story.InvokeAsync("{}")).Error!;

        Assert.Equal("The bucket is not there; create it.", error.Message);
        Assert.Equal("Function.ConnectorException", error.Type);
    }

    [Fact]
    public async Task A_failure_that_quotes_megabytes_is_cut_and_a_generic_one_named_by_a_word_that_Lambda_takes()
    {
        await using var story = await LambdaStory.StartAsync(_ => throw new Generic<int>(new string('x', 7_000_000)));

        var error = (await story.InvokeAsync("{}")).Error!;

        Assert.InRange(error.Message.Length, 1_000, 10_000);
        Assert.InRange(error.StackTrace.Sum(frame => frame.Length), 1, 30_000);
        Assert.Equal("Function.Unknown", error.TypeHeader);
    }

    [Fact]
    public async Task A_cancellation_that_nobody_asked_for_is_a_defect_like_any_other()
    {
        await using var story = await LambdaStory.StartAsync(text => text == "1" ? throw new OperationCanceledException() : text);

        Assert.Equal("Function.OperationCanceledException", (await story.InvokeAsync("1")).Error!.Type);
        Assert.Equal("2", (await story.InvokeAsync("2")).Answer);
    }

    [Fact]
    public async Task Told_to_stop_between_invocations_it_ends_at_once()
    {
        await using var story = await LambdaStory.StartAsync(text => text);
        await story.UntilReadyAsync();

        await story.StopAsync();

        Assert.Equal(0, await story.ExitCode);
        Assert.Equal(["next"], story.Calls);
        Assert.Empty(story.Log.Texts(LogLevel.Critical));
    }

    [Fact]
    public async Task Told_to_stop_during_an_invocation_it_cancels_the_handler_and_says_so()
    {
        var begun = new TaskCompletionSource();
        await using var story = await LambdaStory.StartAsync(async (_, stop) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            return LambdaStory.Bytes("never");
        });

        var invocation = story.InvokeAsync("{}");
        await begun.Task.WaitAsync(LambdaStory.Patience, TestContext.Current.CancellationToken);
        await story.StopAsync();

        Assert.Equal(0, await story.ExitCode);
        var error = (await invocation).Error!;
        Assert.Equal("Function.Stopped", error.Type);
        Assert.Contains("Invoke the function again", error.Message, StringComparison.Ordinal);
        Assert.Equal(["next", "error"], story.Calls);
    }

    [Fact]
    public async Task What_a_cancelled_handler_still_answers_is_handed_over()
    {
        var begun = new TaskCompletionSource();
        await using var story = await LambdaStory.StartAsync(async (_, stop) =>
        {
            var stopped = new TaskCompletionSource();
            await using var registration = stop.Register(stopped.SetResult);
            begun.SetResult();
            await stopped.Task;
            return LambdaStory.Bytes("""{"status": "incomplete"}""");
        });

        var invocation = story.InvokeAsync("{}");
        await begun.Task.WaitAsync(LambdaStory.Patience, TestContext.Current.CancellationToken);
        await story.StopAsync();

        Assert.Equal("""{"status": "incomplete"}""", (await invocation).Answer);
        Assert.Equal(0, await story.ExitCode);
        Assert.Equal(["next", "response"], story.Calls);
    }

    [Theory]
    [InlineData(6_291_556, true)]
    [InlineData(6_291_557, false)]
    public async Task An_answer_larger_than_Lambda_takes_becomes_an_error_that_says_so(int bytes, bool fits)
    {
        await using var story = await LambdaStory.StartAsync(text => text == "1" ? new string('x', bytes) : text);

        var outcome = await story.InvokeAsync("1");

        Assert.Equal(fits ? bytes : null, outcome.Answer?.Length);
        Assert.Equal("2", (await story.InvokeAsync("2")).Answer);
        if (!fits)
        {
            Assert.Equal("Function.ResponseSizeTooLarge", outcome.Error!.TypeHeader);
            Assert.Contains("has 6291557 bytes; Lambda takes 6291556", outcome.Error.Message, StringComparison.Ordinal);
            Assert.Contains("pages_shard", outcome.Error.Message, StringComparison.Ordinal);
            Assert.Equal(["next", "error", "next", "response"], story.Calls.Take(4));
        }
    }

    [Theory]
    [InlineData(413, "Function.ResponseSizeTooLarge", "refused it with HTTP 413")]
    [InlineData(400, "Function.ResponseRefused", "refused the answer with HTTP 400")]
    [InlineData(403, "Function.ResponseRefused", "refused the answer with HTTP 403")]
    [InlineData(410, "Function.ResponseRefused", "refused the answer with HTTP 410")]
    public async Task A_refused_answer_is_reported_as_an_error_and_the_next_invocation_is_served(int status, string type, string sentence)
    {
        await using var story = await LambdaStory.StartAsync(text => text, ("response", status));

        var error = (await story.InvokeAsync("1")).Error!;

        Assert.Equal(type, error.TypeHeader);
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, Assert.Single(story.Log.Texts(LogLevel.Error)), StringComparison.Ordinal);
        Assert.Equal("2", (await story.InvokeAsync("2")).Answer);
    }

    [Fact]
    public async Task A_refused_error_is_logged_and_the_loop_goes_on()
    {
        await using var story = await LambdaStory.StartAsync(text => text == "1" ? throw new FormatException("Broke.") : text, ("error", 403));

        // Its outcome never comes; Lambda hands the same event out again, which is how the emulator answers a runtime that asks anew.
        _ = story.Server.InvokeAsync("1", TestContext.Current.CancellationToken);
        await story.UntilReadyAsync();
        var second = story.InvokeAsync("2");

        Assert.Equal("2", (await second).Answer);
        Assert.Equal(["next", "error", "next", "error", "next", "response"], story.Calls.Take(6));
        Assert.Contains(story.Log.Texts(LogLevel.Error), text => text.Contains("refused the report", StringComparison.Ordinal) && text.Contains("403", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("next", 500)]
    [InlineData("next", 403)]
    [InlineData("response", 500)]
    [InlineData("response", 502)]
    [InlineData("error", 500)]
    [InlineData("next", RuntimeApiServer.CutOff)]
    [InlineData("response", RuntimeApiServer.CutOff)]
    [InlineData("error", RuntimeApiServer.CutOff)]
    public async Task A_broken_Runtime_API_ends_the_process(string endpoint, int status)
    {
        // A connection that is cut off is tried again by the HTTP client, a few times.
        await using var story = await LambdaStory.StartAsync(
            text => endpoint == "error" ? throw new FormatException("Broke.") : text,
            [.. Enumerable.Repeat((endpoint, status), 20)]);
        _ = story.Server.InvokeAsync("1", TestContext.Current.CancellationToken);

        Assert.Equal(1, await story.ExitCode);
        var logged = Assert.Single(story.Log.Texts(LogLevel.Critical));
        Assert.Contains(status == RuntimeApiServer.CutOff ? "can't be reached" : $"HTTP {status}", logged, StringComparison.Ordinal);
        Assert.Equal(endpoint, story.Calls[^1]);
    }

    [Fact]
    public async Task A_Runtime_API_that_is_not_there_ends_the_process()
    {
        string authority;
        await using (var server = await RuntimeApiServer.StartAsync())
        {
            authority = server.Authority;
        }

        using var api = new RuntimeApi(authority);
        var log = new Story.RecordedLog();
        var runtime = new LambdaRuntime(api, (_, _) => Task.FromResult(ReadOnlyMemory<byte>.Empty), text => text, log);

        Assert.Equal(1, await runtime.RunAsync(CancellationToken.None));
        Assert.Contains("refused", Assert.Single(log.Texts(LogLevel.Critical)), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Lambda-Runtime-Aws-Request-Id", null)]
    [InlineData("Lambda-Runtime-Deadline-Ms", null)]
    [InlineData("Lambda-Runtime-Deadline-Ms", "soon")]
    [InlineData("Lambda-Runtime-Deadline-Ms", "-1")]
    [InlineData("Lambda-Runtime-Deadline-Ms", "9223372036854775807")]
    public async Task An_invocation_without_id_or_deadline_is_not_begun(string header, string? value)
    {
        var begun = false;
        await using var story = await LambdaStory.StartAsync(text =>
        {
            begun = true;
            return text;
        });

        _ = story.Server.InvokeAsync("1", TestContext.Current.CancellationToken, headers: new Dictionary<string, string?> { [header] = value });

        Assert.Equal(1, await story.ExitCode);
        Assert.False(begun);
        Assert.Contains(header.Contains("Id", StringComparison.Ordinal) ? "without an id" : "without a deadline", Assert.Single(story.Log.Texts(LogLevel.Critical)), StringComparison.Ordinal);
    }

    private sealed class Generic<T>(string message) : Exception(message);
}
