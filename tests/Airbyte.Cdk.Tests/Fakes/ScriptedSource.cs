using System.Text.Json;
using Airbyte.Protocol;

namespace Airbyte.Cdk.Tests;

/// <summary>A source that does what a test tells it.</summary>
internal sealed class ScriptedSource : ISource
{
    public const string Secret = "EAAB-marker/secret+token";

    private static readonly byte[] Spec =
        """
        {"documentationUrl": "https://example.org/docs", "connectionSpecification": {
          "type": "object", "required": ["credentials"],
          "properties": {"credentials": {"type": "object", "oneOf": [
            {"properties": {"auth_type": {"const": "access_token"}, "access_token": {"type": "string", "airbyte_secret": true}}},
            {"properties": {"auth_type": {"const": "page_access_tokens"}, "page_tokens": {"type": "array", "items":
              {"type": "object", "properties": {"page_id": {"type": "string"}, "access_token": {"type": "string", "airbyte_secret": true}}}}}}
          ]}}}}
        """u8.ToArray();

    public string Name => "source-scripted";

    public ReadOnlyMemory<byte> Specification => Spec;

    /// <summary>What <see cref="Connect"/> throws, if anything.</summary>
    public Exception? ConnectFailure { get; init; }

    public Func<CancellationToken, Task<CheckResult>> Check { get; init; } = _ => Task.FromResult(CheckResult.Success);

    public Func<CancellationToken, Task<IReadOnlyList<AirbyteStream>>> Discover { get; init; } = _ => Task.FromResult<IReadOnlyList<AirbyteStream>>([]);

    public Func<IReadOnlyList<IStream>> Streams { get; init; } = () => [];

    /// <summary>What is found while the streams are read.</summary>
    public Func<CancellationToken, IAsyncEnumerable<IReadOnlyList<IStream>>> Further { get; init; } = _ => AsyncEnumerable.Empty<IReadOnlyList<IStream>>();

    public Exception? OpenFailure { get; init; }

    public Exception? DisposeFailure { get; init; }

    public IReadOnlyList<AnswerCommand> FurtherCommands { get; init; } = [];

    public int Concurrency { get; init; } = 1;

    public string? Summary { get; init; }

    public Exception? SummaryFailure { get; init; }

    /// <summary>What is done once everything is read.</summary>
    public Func<CancellationToken, Task<IReadOnlyList<ConnectorException>>> Complete { get; init; } = _ => Task.FromResult<IReadOnlyList<ConnectorException>>([]);

    /// <summary>What happens while the summary is made: everything has been read by then.</summary>
    public Action? Summarizing { get; init; }

    public ConnectorServices? Services { get; private set; }

    /// <summary>Who watches the runs.</summary>
    public IRunObserver? Observer { get; init; }

    /// <summary>The command that was watched, and its run.</summary>
    public (string Command, string RunId)? Observed { get; private set; }

    public IRunObserver? Observe(string command, ConnectorServices services)
    {
        Observed = (command, services.RunId);
        return Observer;
    }

    public ConfiguredCatalog? OpenedCatalog { get; private set; }

    public InputState? OpenedState { get; private set; }

    public IReadOnlyList<StreamResult>? Summarized { get; private set; }

    public ISourceConnection Connect(JsonElement configuration, ConnectorServices services)
    {
        Services = services;
        return ConnectFailure is { } failure ? throw failure : new Connection(this);
    }

    private sealed class Connection(ScriptedSource source) : ISourceConnection
    {
        public int Concurrency => source.Concurrency;

        public Task<CheckResult> CheckAsync(CancellationToken cancellationToken) => source.Check(cancellationToken);

        public Task<IReadOnlyList<AirbyteStream>> DiscoverAsync(CancellationToken cancellationToken) => source.Discover(cancellationToken);

        public Task<IReadOnlyList<IStream>> OpenAsync(ConfiguredCatalog catalog, InputState state, CancellationToken cancellationToken)
        {
            source.OpenedCatalog = catalog;
            source.OpenedState = state;
            if (source.OpenFailure is { } failure)
            {
                throw failure;
            }

            var wanted = catalog.Streams.Select(stream => stream.Name).ToHashSet();
            return Task.FromResult<IReadOnlyList<IStream>>([.. source.Streams().Where(stream => wanted.Contains(stream.Name))]);
        }

        public IAsyncEnumerable<IReadOnlyList<IStream>> FurtherAsync(CancellationToken cancellationToken) => source.Further(cancellationToken);

        public Task<IReadOnlyList<ConnectorException>> CompleteAsync(CancellationToken cancellationToken) => source.Complete(cancellationToken);

        public string? Summarize(IReadOnlyList<StreamResult> results)
        {
            source.Summarized = results;
            source.Summarizing?.Invoke();
            return source.SummaryFailure is { } failure ? throw failure : source.Summary;
        }

        public ValueTask DisposeAsync() => source.DisposeFailure is { } failure ? throw failure : ValueTask.CompletedTask;
    }
}
