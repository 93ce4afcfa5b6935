using System.Text;
using Source.FacebookPages.Storage;

namespace Source.FacebookPages.Tests.Storage;

/// <summary>What every store promises. A store's tests run each rule against a new, empty store: <c>[Theory, MemberData(nameof(StoreContract.Names), MemberType = typeof(StoreContract))]</c>.</summary>
internal static class StoreContract
{
    private static readonly Dictionary<string, Func<IObjectStore, CancellationToken, Task>> Rules = new(StringComparer.Ordinal)
    {
        [nameof(An_object_that_is_not_there_is_null)] = An_object_that_is_not_there_is_null,
        [nameof(What_is_written_is_read_again)] = What_is_written_is_read_again,
        [nameof(Nothing_at_all_can_be_written)] = Nothing_at_all_can_be_written,
        [nameof(A_large_object_is_kept_whole)] = A_large_object_is_kept_whole,
        [nameof(A_write_takes_the_place_of_what_is_there)] = A_write_takes_the_place_of_what_is_there,
        [nameof(A_version_stays_while_the_object_does)] = A_version_stays_while_the_object_does,
        [nameof(A_first_object_is_made_only_where_there_is_none)] = A_first_object_is_made_only_where_there_is_none,
        [nameof(An_object_is_replaced_only_while_it_is_the_one_that_was_read)] = An_object_is_replaced_only_while_it_is_the_one_that_was_read,
        [nameof(An_object_that_was_removed_is_not_replaced)] = An_object_that_was_removed_is_not_replaced,
        [nameof(An_object_can_be_removed_twice)] = An_object_can_be_removed_twice,
        [nameof(Keys_do_not_touch_each_other)] = Keys_do_not_touch_each_other,
        [nameof(Of_a_hundred_writers_one_wins_each_round)] = Of_a_hundred_writers_one_wins_each_round,
        [nameof(Of_a_hundred_writers_with_the_same_content_one_wins)] = Of_a_hundred_writers_with_the_same_content_one_wins,
        [nameof(A_reader_never_sees_a_torn_object)] = A_reader_never_sees_a_torn_object,
        [nameof(A_call_that_is_given_up_says_so)] = A_call_that_is_given_up_says_so,
    };

    public static TheoryData<string> Names => [.. Rules.Keys];

    public static Task CheckAsync(string name, IObjectStore store) => Rules[name](store, TestContext.Current.CancellationToken);

    private static async Task An_object_that_is_not_there_is_null(IObjectStore store, CancellationToken cancellationToken)
    {
        Assert.Null(await store.ReadAsync("nothing.json", cancellationToken));
        Assert.Null(await store.ReadAsync("no/such/folder/nothing.json", cancellationToken));
    }

    private static async Task What_is_written_is_read_again(IObjectStore store, CancellationToken cancellationToken)
    {
        byte[] content = [0, 1, 2, 255, 10, 13, 0];
        await store.WriteAsync("folder/sub folder/object-1_Ä.bin", content, cancellationToken);
        Assert.Equal(content, await BytesAsync(store, "folder/sub folder/object-1_Ä.bin", cancellationToken));
    }

    private static async Task Nothing_at_all_can_be_written(IObjectStore store, CancellationToken cancellationToken)
    {
        await store.WriteAsync("empty", ReadOnlyMemory<byte>.Empty, cancellationToken);
        Assert.Empty(await BytesAsync(store, "empty", cancellationToken));
    }

    private static async Task A_large_object_is_kept_whole(IObjectStore store, CancellationToken cancellationToken)
    {
        var content = new byte[20_000_003];
        new Random(5).NextBytes(content);
        // Written from the middle of a larger buffer.
        await store.WriteAsync("large", content.AsMemory(1, content.Length - 2), cancellationToken);
        var read = await BytesAsync(store, "large", cancellationToken);
        Assert.True(read.AsSpan().SequenceEqual(content.AsSpan(1, content.Length - 2)));
    }

    private static async Task A_write_takes_the_place_of_what_is_there(IObjectStore store, CancellationToken cancellationToken)
    {
        await store.WriteAsync("object", Text("a longer text than the next"), cancellationToken);
        await store.WriteAsync("object", Text("second"), cancellationToken);
        Assert.Equal("second", await TextAsync(store, "object", cancellationToken));
    }

    private static async Task A_version_stays_while_the_object_does(IObjectStore store, CancellationToken cancellationToken)
    {
        await store.WriteAsync("object", Text("one"), cancellationToken);
        var first = await store.ReadAsync("object", cancellationToken);
        var again = await store.ReadAsync("object", cancellationToken);
        await store.WriteAsync("object", Text("two"), cancellationToken);
        var second = await store.ReadAsync("object", cancellationToken);
        Assert.Equal(first!.Version, again!.Version);
        Assert.NotEqual(first.Version, second!.Version);
    }

    private static async Task A_first_object_is_made_only_where_there_is_none(IObjectStore store, CancellationToken cancellationToken)
    {
        Assert.True(await store.TryReplaceAsync("object", Text("first"), expectedVersion: null, cancellationToken));
        Assert.False(await store.TryReplaceAsync("object", Text("second"), expectedVersion: null, cancellationToken));
        Assert.Equal("first", await TextAsync(store, "object", cancellationToken));
    }

    private static async Task An_object_is_replaced_only_while_it_is_the_one_that_was_read(IObjectStore store, CancellationToken cancellationToken)
    {
        Assert.True(await store.TryReplaceAsync("object", Text("first"), expectedVersion: null, cancellationToken));
        var read = await store.ReadAsync("object", cancellationToken);
        Assert.True(await store.TryReplaceAsync("object", Text("second"), read!.Version, cancellationToken));
        Assert.False(await store.TryReplaceAsync("object", Text("third"), read.Version, cancellationToken));
        Assert.Equal("second", await TextAsync(store, "object", cancellationToken));
    }

    private static async Task An_object_that_was_removed_is_not_replaced(IObjectStore store, CancellationToken cancellationToken)
    {
        await store.WriteAsync("object", Text("first"), cancellationToken);
        var read = await store.ReadAsync("object", cancellationToken);
        await store.DeleteAsync("object", cancellationToken);
        Assert.False(await store.TryReplaceAsync("object", Text("second"), read!.Version, cancellationToken));
        Assert.Null(await store.ReadAsync("object", cancellationToken));
    }

    private static async Task An_object_can_be_removed_twice(IObjectStore store, CancellationToken cancellationToken)
    {
        await store.WriteAsync("object", Text("first"), cancellationToken);
        await store.DeleteAsync("object", cancellationToken);
        Assert.Null(await store.ReadAsync("object", cancellationToken));
        await store.DeleteAsync("object", cancellationToken);
        Assert.True(await store.TryReplaceAsync("object", Text("again"), expectedVersion: null, cancellationToken));
    }

    private static async Task Keys_do_not_touch_each_other(IObjectStore store, CancellationToken cancellationToken)
    {
        string[] keys = ["a", "b", "ab/c", "ab/d", "x.json", "x.json.bak"];
        await Task.WhenAll(keys.Select(key => store.WriteAsync(key, Text(key), cancellationToken)));
        await store.DeleteAsync("a", cancellationToken);
        Assert.Null(await store.ReadAsync("a", cancellationToken));
        foreach (var key in keys.Skip(1))
        {
            Assert.Equal(key, await TextAsync(store, key, cancellationToken));
        }

        Assert.Equal(keys.Length, keys.Select(store.AddressOf).Distinct(StringComparer.Ordinal).Count());
    }

    private static async Task Of_a_hundred_writers_one_wins_each_round(IObjectStore store, CancellationToken cancellationToken)
    {
        string? version = null;
        for (var round = 0; round < 3; round++)
        {
            var contents = Enumerable.Range(0, 100).Select(writer => $"round {round}, writer {writer}").ToArray();
            var wins = await RaceAsync(store, contents, version, cancellationToken);
            var winner = Assert.Single(wins);
            var stored = await store.ReadAsync("state.json", cancellationToken);
            Assert.Equal(contents[winner], Encoding.UTF8.GetString(stored!.Content.Span));
            Assert.NotEqual(version, stored.Version);
            version = stored.Version;
        }
    }

    private static async Task Of_a_hundred_writers_with_the_same_content_one_wins(IObjectStore store, CancellationToken cancellationToken) =>
        Assert.Single(await RaceAsync(store, [.. Enumerable.Repeat("the same", 100)], version: null, cancellationToken));

    private static async Task A_reader_never_sees_a_torn_object(IObjectStore store, CancellationToken cancellationToken)
    {
        var contents = Enumerable.Range(0, 20).Select(writer => new string((char)('a' + writer), 200_000 + writer)).ToArray();
        await store.WriteAsync("object", Text(contents[0]), cancellationToken);
        var writing = Task.WhenAll(contents.Select(content => Task.Run(() => store.WriteAsync("object", Text(content), cancellationToken), cancellationToken)));
        do
        {
            Assert.Contains(await TextAsync(store, "object", cancellationToken), contents);
        }
        while (!writing.IsCompleted);
        await writing;
    }

    private static async Task A_call_that_is_given_up_says_so(IObjectStore store, CancellationToken cancellationToken)
    {
        using var givenUp = new CancellationTokenSource();
        await givenUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.ReadAsync("object", givenUp.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.WriteAsync("object", Text("a"), givenUp.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.TryReplaceAsync("object", Text("a"), expectedVersion: null, givenUp.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.DeleteAsync("object", givenUp.Token));
        Assert.Null(await store.ReadAsync("object", cancellationToken));
    }

    /// <summary>All write at once; answers who was told to have won.</summary>
    private static async Task<IReadOnlyList<int>> RaceAsync(IObjectStore store, string[] contents, string? version, CancellationToken cancellationToken)
    {
        using var start = new SemaphoreSlim(0);
        var writers = contents.Select(content => Task.Run(
            async () =>
            {
                await start.WaitAsync(cancellationToken);
                return await store.TryReplaceAsync("state.json", Text(content), version, cancellationToken);
            },
            cancellationToken)).ToArray();
        start.Release(contents.Length);
        var results = await Task.WhenAll(writers);
        return [.. results.Index().Where(result => result.Item).Select(result => result.Index)];
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static async Task<string> TextAsync(IObjectStore store, string key, CancellationToken cancellationToken) =>
        Encoding.UTF8.GetString(await BytesAsync(store, key, cancellationToken));

    private static async Task<byte[]> BytesAsync(IObjectStore store, string key, CancellationToken cancellationToken)
    {
        var stored = await store.ReadAsync(key, cancellationToken);
        Assert.NotNull(stored);
        return stored.Content.ToArray();
    }
}
