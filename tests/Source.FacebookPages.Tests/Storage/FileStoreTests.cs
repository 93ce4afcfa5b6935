using Airbyte.Cdk;
using Source.FacebookPages.Storage;

namespace Source.FacebookPages.Tests.Storage;

public sealed class FileStoreTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("file-store-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(StoreContract.Names), MemberType = typeof(StoreContract))]
    public async Task It_keeps_what_every_store_promises(string rule)
    {
        using var store = Open();

        await StoreContract.CheckAsync(rule, store);
    }

    [Fact]
    public async Task Two_stores_of_one_folder_exclude_each_other()
    {
        using var one = Open();
        using var other = Open();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(writer => Task.Run(() => (writer % 2 == 0 ? one : other).TryReplaceAsync("state.json", new byte[] { (byte)writer }, null, TestContext.Current.CancellationToken))));

        Assert.Single(outcomes, won => won);
    }

    [Fact]
    public async Task Nothing_but_the_objects_and_hidden_files_is_left()
    {
        using var store = Open();
        await store.WriteAsync("a/one.json", new byte[10], TestContext.Current.CancellationToken);
        await store.TryReplaceAsync("a/two.json", new byte[10], null, TestContext.Current.CancellationToken);

        Assert.Equal(["one.json", "two.json"], Directory.GetFiles(Path.Combine(_folder.FullName, "a")).Select(Path.GetFileName).Where(name => !name!.StartsWith('.')).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(Directory.GetFiles(Path.Combine(_folder.FullName, "a")), path => path.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_named_with_what_to_do()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "file"), "", TestContext.Current.CancellationToken);
        using var store = new FileStore(StorageAddress.TryParse($"file://{_folder.FullName}/file")!, TimeProvider.System);

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => store.WriteAsync("x/y.json", new byte[1], TestContext.Current.CancellationToken));

        Assert.StartsWith($"file://{_folder.FullName}/file/x/y.json cannot be written: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Check that the folder exists or can be made", failure.Message, StringComparison.Ordinal);
    }

    private FileStore Open() => new(StorageAddress.TryParse("file://" + _folder.FullName)!, TimeProvider.System);
}
