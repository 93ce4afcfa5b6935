using System.Text;
using Source.FacebookPages.Aws.Lambda;
using Source.FacebookPages.Tests.Story;
using TestKit;

namespace Source.FacebookPages.Tests.Aws.Lambda;

/// <summary>A runtime that serves a handler of the test's, and a Lambda that invokes it.</summary>
internal sealed class LambdaStory : IAsyncDisposable
{
    /// <summary>What the redactor of the story takes out.</summary>
    public const string Secret = "EAABsecret";

    /// <summary>How long anything may take on the busiest machine.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly RuntimeApi _api;
    private readonly Task<int> _running;

    private LambdaStory(RuntimeApiServer server, Func<LambdaInvocation, CancellationToken, Task<ReadOnlyMemory<byte>>> handle)
    {
        Server = server;
        _api = new RuntimeApi(server.Authority);
        _running = new LambdaRuntime(_api, handle, Redact, Log).RunAsync(_stop.Token);
    }

    public RuntimeApiServer Server { get; }

    public RecordedLog Log { get; } = new();

    /// <summary>The exit code, once the runtime has ended.</summary>
    public Task<int> ExitCode => _running.WaitAsync(Patience, TestContext.Current.CancellationToken);

    public bool IsRunning => !_running.IsCompleted;

    /// <summary>The calls that arrived, by endpoint, in order.</summary>
    public IReadOnlyList<string> Calls => [.. Server.Calls.Select(call => call.Endpoint)];

    public static async Task<LambdaStory> StartAsync(
        Func<LambdaInvocation, CancellationToken, Task<ReadOnlyMemory<byte>>> handle, params (string Endpoint, int Status)[] faults)
    {
        var server = await RuntimeApiServer.StartAsync();
        foreach (var (endpoint, status) in faults)
        {
            server.Fail(endpoint, status);
        }

        return new LambdaStory(server, handle);
    }

    /// <summary>A story whose handler answers with a function of the event.</summary>
    public static Task<LambdaStory> StartAsync(Func<string, string> answer, params (string Endpoint, int Status)[] faults) =>
        StartAsync((invocation, _) => Task.FromResult(Bytes(answer(Encoding.UTF8.GetString(invocation.Event.Span)))), faults);

    public static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static string Redact(string text) => text.Replace(Secret, "****", StringComparison.Ordinal);

    public Task<InvocationOutcome> InvokeAsync(string @event, DateTimeOffset? deadline = null, IReadOnlyDictionary<string, string?>? headers = null) =>
        Server.InvokeAsync(@event, TestContext.Current.CancellationToken, deadline, headers).WaitAsync(Patience, TestContext.Current.CancellationToken);

    /// <summary>Waits until the runtime asks for its first invocation.</summary>
    public Task UntilReadyAsync() => Server.FirstNext.WaitAsync(Patience, TestContext.Current.CancellationToken);

    /// <summary>Does what SIGTERM does.</summary>
    public Task StopAsync() => _stop.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Server.DisposeAsync();
        await ExitCode;
        _api.Dispose();
        _stop.Dispose();
    }
}
