using System.Security.Cryptography;
using Airbyte.Cdk;
using Airbyte.Protocol;

namespace Source.FacebookPages.Storage;

/// <summary>
/// Keeps objects as files of a folder on this machine. A file is written beside its place, flushed to the disk and then moved there, so nobody ever sees half of one. Conditional writes hold a lock
/// file, which keeps other processes of the same machine out; file systems that are shared between machines need not honour it.
/// </summary>
/// <param name="address">The folder; made when something is written.</param>
/// <param name="time">The clock of waiting for the lock.</param>
internal sealed class FileStore(StorageAddress address, TimeProvider time) : IObjectStore
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LockInterval = TimeSpan.FromMilliseconds(5);

    /// <inheritdoc/>
    public string AddressOf(string key) => address.UriOf(key);

    /// <inheritdoc/>
    public Task<StoredObject?> ReadAsync(string key, CancellationToken cancellationToken) => GuardAsync(key, "read", () => FindAsync(PathOf(key), cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task WriteAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => GuardAsync(key, "written", async () =>
    {
        await PutAsync(PathOf(key), content, cancellationToken);
        return true;
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryReplaceAsync(string key, ReadOnlyMemory<byte> content, string? expectedVersion, CancellationToken cancellationToken) => GuardAsync(key, "written", async () =>
    {
        var path = PathOf(key);
        await using var gate = await LockAsync(path, cancellationToken);
        if ((await FindAsync(path, cancellationToken))?.Version != expectedVersion)
        {
            return false;
        }

        await PutAsync(path, content, cancellationToken);
        return true;
    }, cancellationToken);

    /// <inheritdoc/>
    public Task DeleteAsync(string key, CancellationToken cancellationToken) => GuardAsync(key, "removed", () =>
    {
        var path = PathOf(key);
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        return Task.FromResult(true);
    }, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        // A folder needs no goodbye.
    }

    private static async Task<StoredObject?> FindAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var content = await File.ReadAllBytesAsync(path, cancellationToken);
            return new StoredObject(content, Convert.ToHexStringLower(SHA256.HashData(content)));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static async Task PutAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        // Hidden, and of a name of its own: what a crash leaves behind is in nobody's way.
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        try
        {
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                await file.WriteAsync(content, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var gate = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.lock");
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(gate, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (time.GetElapsedTime(began) < LockPatience && File.Exists(gate))
            {
                // Somebody else has it, for no longer than it takes to write a file; the system lets go of it when its process dies.
                await Task.Delay(LockInterval, time, cancellationToken);
            }
        }
    }

    private async Task<T> GuardAsync<T>(string key, string done, Func<Task<T>> action, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ConnectorException(
                FailureType.ConfigError,
                $"{AddressOf(key)} cannot be {done}: {exception.Message} Check that the folder exists or can be made, that this user may write there, and that the disk is not full.",
                inner: exception);
        }
    }

    private string PathOf(string key) => Path.Combine(address.Path.Length == 0 ? "/" : address.Path, key);
}
