using Source.FacebookPages.Storage;

namespace Source.FacebookPages.Tests.EndToEnd.Unattended;

/// <summary>Stores of a process that dies at its n-th write: just before it, or when it is done. Nothing is written afterwards.</summary>
internal sealed class CrashingStores(Func<StorageAddress, IObjectStore> inner, int step, bool after)
{
    private int _writes;

    /// <summary>The stores of a process that lives.</summary>
    public Func<StorageAddress, IObjectStore> Inner => inner;

    /// <summary>What was being written when the process died; null while it lives.</summary>
    public string? Key { get; private set; }

    public IObjectStore Open(StorageAddress address) => new Store(inner(address), this);

    private async Task<T> WriteAsync<T>(string key, Func<Task<T>> write)
    {
        var mine = Interlocked.Increment(ref _writes);
        if (mine > step || (mine == step && !after))
        {
            Key ??= mine == step ? key : null;
            throw new InvalidOperationException("The process is dead.");
        }

        var result = await write();
        if (mine == step)
        {
            Key = key;
            throw new InvalidOperationException("The process has died.");
        }

        return result;
    }

    private sealed class Store(IObjectStore store, CrashingStores crash) : IObjectStore
    {
        public string AddressOf(string key) => store.AddressOf(key);

        public Task<StoredObject?> ReadAsync(string key, CancellationToken cancellationToken) => store.ReadAsync(key, cancellationToken);

        public Task WriteAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => crash.WriteAsync(key, async () =>
        {
            await store.WriteAsync(key, content, cancellationToken);
            return true;
        });

        public Task<bool> TryReplaceAsync(string key, ReadOnlyMemory<byte> content, string? expectedVersion, CancellationToken cancellationToken) =>
            crash.WriteAsync(key, () => store.TryReplaceAsync(key, content, expectedVersion, cancellationToken));

        public Task DeleteAsync(string key, CancellationToken cancellationToken) => crash.WriteAsync(key, async () =>
        {
            await store.DeleteAsync(key, cancellationToken);
            return true;
        });

        public void Dispose() => store.Dispose();
    }
}
