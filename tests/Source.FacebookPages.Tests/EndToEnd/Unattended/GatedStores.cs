using Source.FacebookPages.Storage;

namespace Source.FacebookPages.Tests.EndToEnd.Unattended;

/// <summary>Stores whose <c>state.json</c> answers its first readers only when all of them have asked, so that all begin with the same state.</summary>
internal sealed class GatedStores : IDisposable
{
    private readonly int _readers;
    private readonly Lock _gate = new();
    private TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;

    public GatedStores(SyncStory story, int readers)
    {
        Inner = story.Run.OpenStore;
        _readers = readers;
    }

    /// <summary>The stores without a gate.</summary>
    public Func<StorageAddress, IObjectStore> Inner { get; }

    /// <summary>What happens when all have asked, after they have the state and before they go on.</summary>
    public Func<Task> BeforeAnswer { get; init; } = () => Task.CompletedTask;

    public IObjectStore Open(StorageAddress address) => new Store(Inner(address), this);

    /// <summary>Closes the gate again.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _waiting = 0;
            _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Dispose() => _all.TrySetResult();

    private async Task PassAsync()
    {
        TaskCompletionSource all;
        bool isLast;
        lock (_gate)
        {
            if (_waiting == _readers)
            {
                return;
            }

            isLast = ++_waiting == _readers;
            all = _all;
        }

        if (isLast)
        {
            await BeforeAnswer();
            all.TrySetResult();
        }

        await all.Task;
    }

    private sealed class Store(IObjectStore inner, GatedStores gate) : IObjectStore
    {
        public string AddressOf(string key) => inner.AddressOf(key);

        public async Task<StoredObject?> ReadAsync(string key, CancellationToken cancellationToken)
        {
            var found = await inner.ReadAsync(key, cancellationToken);
            if (key.EndsWith("/state.json", StringComparison.Ordinal))
            {
                await gate.PassAsync();
            }

            return found;
        }

        public Task WriteAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => inner.WriteAsync(key, content, cancellationToken);

        public Task<bool> TryReplaceAsync(string key, ReadOnlyMemory<byte> content, string? expectedVersion, CancellationToken cancellationToken) =>
            inner.TryReplaceAsync(key, content, expectedVersion, cancellationToken);

        public Task DeleteAsync(string key, CancellationToken cancellationToken) => inner.DeleteAsync(key, cancellationToken);

        public void Dispose() => inner.Dispose();
    }
}
