using System.Text;
using Source.FacebookPages.Storage;

namespace Source.FacebookPages.Tests.Storage;

/// <summary>What every store promises, to be held against each of them.</summary>
internal static class StoreContract
{
    public static async Task HoldAsync(IObjectStore store)
    {
        await WhatIsWrittenIsReadAsync(store);
        await OnlyTheExpectedVersionIsReplacedAsync(store);
        await NothingIsThereAfterDeletionAsync(store);
        await OneOfManyWinsAsync(store);
    }

    private static async Task WhatIsWrittenIsReadAsync(IObjectStore store)
    {
        Assert.Null(await store.ReadAsync("a/b/none.json", TestContext.Current.CancellationToken));

        await store.WriteAsync("a/b/one.json", Bytes("first"), TestContext.Current.CancellationToken);
        var first = await store.ReadAsync("a/b/one.json", TestContext.Current.CancellationToken);
        await store.WriteAsync("a/b/one.json", Bytes("second"), TestContext.Current.CancellationToken);
        var second = await store.ReadAsync("a/b/one.json", TestContext.Current.CancellationToken);
        await store.WriteAsync("empty", default, TestContext.Current.CancellationToken);

        Assert.Equal("first", Text(first));
        Assert.Equal("second", Text(second));
        Assert.NotEqual(first!.Version, second!.Version);
        Assert.Equal("", Text(await store.ReadAsync("empty", TestContext.Current.CancellationToken)));
    }

    private static async Task OnlyTheExpectedVersionIsReplacedAsync(IObjectStore store)
    {
        Assert.False(await store.TryReplaceAsync("state", Bytes("x"), "\"0123456789abcdef0123456789abcdef\"", TestContext.Current.CancellationToken));
        Assert.Null(await store.ReadAsync("state", TestContext.Current.CancellationToken));

        Assert.True(await store.TryReplaceAsync("state", Bytes("1"), null, TestContext.Current.CancellationToken));
        Assert.False(await store.TryReplaceAsync("state", Bytes("1, by another"), null, TestContext.Current.CancellationToken));
        var one = await store.ReadAsync("state", TestContext.Current.CancellationToken);
        Assert.True(await store.TryReplaceAsync("state", Bytes("2"), one!.Version, TestContext.Current.CancellationToken));
        Assert.False(await store.TryReplaceAsync("state", Bytes("2, by another"), one.Version, TestContext.Current.CancellationToken));

        Assert.Equal("2", Text(await store.ReadAsync("state", TestContext.Current.CancellationToken)));
    }

    private static async Task NothingIsThereAfterDeletionAsync(IObjectStore store)
    {
        await store.WriteAsync("gone", Bytes("x"), TestContext.Current.CancellationToken);
        var before = await store.ReadAsync("gone", TestContext.Current.CancellationToken);

        await store.DeleteAsync("gone", TestContext.Current.CancellationToken);
        await store.DeleteAsync("gone", TestContext.Current.CancellationToken);

        Assert.Null(await store.ReadAsync("gone", TestContext.Current.CancellationToken));
        Assert.False(await store.TryReplaceAsync("gone", Bytes("y"), before!.Version, TestContext.Current.CancellationToken));
    }

    private static async Task OneOfManyWinsAsync(IObjectStore store)
    {
        string? version = null;
        for (var round = 0; round < 3; round++)
        {
            var expected = version;
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(writer => Task.Run(() => store.TryReplaceAsync("race", Bytes($"{round} {writer} {new string('x', 10_000)}"), expected, TestContext.Current.CancellationToken))));

            var winner = Assert.Single(outcomes.Index(), outcome => outcome.Item);
            var stored = await store.ReadAsync("race", TestContext.Current.CancellationToken);
            Assert.Equal($"{round} {winner.Index} {new string('x', 10_000)}", Text(stored));
            version = stored!.Version;
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(StoredObject? found) => Encoding.UTF8.GetString(Assert.IsType<StoredObject>(found).Content.Span);
}
