using Airbyte.Protocol;
using Source.FacebookPages.Storage;

namespace Source.FacebookPages.Unattended;

/// <summary>
/// Stores files while reading goes on, some at a time. Whoever adds one waits while too many are under way, so that a slow store slows the source instead of filling the memory.
/// </summary>
/// <param name="store">Where the files go.</param>
internal sealed class Uploads(IObjectStore store) : IDisposable
{
    /// <summary>How many files are stored at once, and so held in memory.</summary>
    private const int Most = 8;

    private readonly SemaphoreSlim _room = new(Most, Most);
    private readonly CancellationTokenSource _failed = new();
    private readonly List<Task> _tasks = [];
    private readonly List<WrittenFile> _files = [];
    private Exception? _failure;

    /// <summary>Is cancelled as soon as a file could not be stored, so that reading can stop.</summary>
    public CancellationToken Failed => _failed.Token;

    /// <summary>Begins to store a file. Called by one thread.</summary>
    /// <exception cref="OutputClosedException">An earlier file could not be stored.</exception>
    public void Add(string stream, string key, ReadOnlyMemory<byte> content, long records)
    {
        try
        {
            _room.Wait(Failed);
        }
        catch (OperationCanceledException)
        {
            throw new OutputClosedException(Volatile.Read(ref _failure)!);
        }

        _files.Add(new WrittenFile(stream, store.AddressOf(key), records, content.Length));
        _tasks.Add(Task.Run(() => StoreAsync(key, content)));
    }

    /// <summary>Waits until everything is stored, and gives the files, sorted by their URIs.</summary>
    /// <exception cref="Airbyte.Cdk.ConnectorException">A file could not be stored.</exception>
    public async Task<IReadOnlyList<WrittenFile>> CompleteAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_tasks).WaitAsync(cancellationToken);
        return [.. _files.OrderBy(file => file.Uri, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _room.Dispose();
        _failed.Dispose();
    }

    private async Task StoreAsync(string key, ReadOnlyMemory<byte> content)
    {
        try
        {
            await store.WriteAsync(key, content, CancellationToken.None);
            _room.Release();
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, exception, null);
            await _failed.CancelAsync();
            throw;
        }
    }
}
