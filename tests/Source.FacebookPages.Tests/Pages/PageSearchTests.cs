using Facebook.Graph;
using Source.FacebookPages.Pages;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.Pages;

public sealed class PageSearchTests
{
    [Fact]
    public async Task Each_answer_gives_what_it_adds_and_the_last_what_is_missing()
    {
        using var graph = new GraphStory(call => call.Path == "9" ? GraphAnswer.Ok(PageList.Entry("9")) : call.Parameters.GetValueOrDefault("after") switch
        {
            null => PageList.Answer("c1", PageList.Entry("2"), """{"id":"5","name":"Lost"}"""),
            "c1" => PageList.Answer(null, PageList.Entry("2"), PageList.Entry("1")),
            _ => throw new InvalidOperationException("Nothing lies behind the end."),
        });
        await using var search = Begin(graph, "9");

        await search.AdvanceAsync();
        var first = search.Take();
        await search.AdvanceAsync();
        var second = search.Take();
        await search.AdvanceAsync();
        var third = search.Take();

        Assert.Equal(["2"], first.Pages.Select(page => page.Id));
        Assert.Equal(["1"], second.Pages.Select(page => page.Id));
        Assert.Equal(["9"], third.Pages.Select(page => page.Id));
        Assert.Equal([false, false, true], new[] { first, second, third }.Select(part => part.IsLast));
        Assert.Equal([0, 0, 1], new[] { first, second, third }.Select(part => part.Missing.Count));
        Assert.Equal(["1", "2", "9"], search.Directory.Pages.Keys.Order());
        Assert.Empty(search.Take().Pages);
    }

    [Fact]
    public async Task A_list_of_one_answer_is_whole_with_it()
    {
        using var graph = new GraphStory(_ => PageList.Answer(null, PageList.Entry("2")));
        await using var search = Begin(graph);

        await search.AdvanceAsync();

        Assert.True(search.IsComplete);
        Assert.True(search.Take().IsLast);
        Assert.Single(graph.Server.Calls);
    }

    [Fact]
    public async Task An_account_without_Pages_is_whole_too()
    {
        using var graph = new GraphStory(_ => PageList.Answer(null));
        await using var search = Begin(graph);

        await search.AdvanceAsync();

        Assert.True(search.Take() is { IsLast: true, Pages: [], Missing: [] });
    }

    [Fact]
    public async Task After_a_failure_it_begins_anew_with_other_tokens_and_gives_nothing_twice()
    {
        using var graph = new GraphStory(call => (call.Token, call.Parameters.GetValueOrDefault("after")) switch
        {
            (_, null) => PageList.Answer("c1", PageList.Entry("2"), PageList.Entry("3")),
            ("EAAUSER", _) => GraphAnswer.Expired,
            _ => PageList.Answer(null, PageList.Entry("1")),
        });
        await using var search = Begin(graph);
        await search.AdvanceAsync();
        Assert.Equal(["2", "3"], search.Take().Pages.Select(page => page.Id));

        await Assert.ThrowsAsync<GraphException>(search.AdvanceAsync);
        Assert.False(await search.TryBeginAnewAsync(new PageCredentials.OneToken(new AccessToken("EAAUSER"))));
        Assert.True(await search.TryBeginAnewAsync(new PageCredentials.OneToken(new AccessToken("EAAOTHER"))));
        await search.AdvanceAsync();
        await search.AdvanceAsync();

        Assert.True(search.IsComplete);
        Assert.Equal(["1"], search.Take().Pages.Select(page => page.Id));
    }

    private static PageSearch Begin(GraphStory graph, params string[] alsoWanted) => new(
        new PageDiscovery(graph.Edges, new PageScope([], [], false), graph.Redactor, graph.Log),
        new PageCredentials.OneToken(new AccessToken("EAAUSER")),
        alsoWanted,
        TestContext.Current.CancellationToken);
}
