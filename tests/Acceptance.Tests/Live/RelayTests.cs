using TestKit;

namespace Acceptance.Tests.Live;

/// <summary>A live run with the simulator in the part of Facebook: the relay hands on what it gets, and what differs is found.</summary>
public sealed class RelayTests
{
    [Fact]
    public async Task Through_the_relay_the_connector_reads_what_it_reads_without()
    {
        await using var server = await SimulatorShapes.StartAsync();

        var session = await LiveSession.RunAsync(server.BaseUrl, server.World.UserToken.Value);

        Assert.Equal("SUCCEEDED", session.Check.ConnectionStatus.Status);
        Assert.Equal(0, session.Read!.ExitCode);
        Assert.Empty(session.Troubles);
        var union = new Union();
        union.Add(session.Read);
        Assert.Empty(union.DifferencesFrom(ExpectedInsights.Of(
            [server.World.Pages[0].Id, server.World.Pages[1].Id], "day", server.World.Today.AddDays(-7), server.World.Today.AddDays(-1))));
        Assert.Equal(["debug_token", "me/accounts", "{id}", "{id}/insights"], session.Book.Edges);
    }

    [Fact]
    public async Task The_simulator_does_not_deviate_from_itself()
    {
        var reference = await SimulatorShapes.RecordAsync();
        await using var server = await SimulatorShapes.StartAsync();

        var session = await LiveSession.RunAsync(server.BaseUrl, server.World.UserToken.Value);

        var findings = ShapeFindings.Compare(session.Book, reference);
        Assert.Empty(findings.Deviations);
        Assert.Empty(findings.News);
        Assert.Contains(ShapeBook.Error, reference.Edges);
        Assert.Contains("me", reference.Edges);
    }

    [Theory]
    [InlineData("\"fan_count\":(\\d+)", "\"fan_count\":\"$1\"", "{id}: fan_count is of the kind string, in the simulator number")]
    [InlineData("\"description\":", "\"about_it\":", "{id}/insights: data[].description is missing")]
    [InlineData("\"is_valid\":true", "\"is_valid\":1", "debug_token: data.is_valid is of the kind number, in the simulator boolean")]
    [InlineData("\"tasks\":\\[[^]]*\\]", "\"tasks\":{}", "me/accounts: data[].tasks is of the kind object, in the simulator array")]
    public async Task A_Facebook_that_answers_otherwise_is_found_out(string pattern, string replacement, string deviation)
    {
        var reference = await SimulatorShapes.RecordAsync();
        await using var server = await SimulatorShapes.StartAsync();
        var handler = new AlteredAnswers(RecordingRelay.HandlerFor(server.BaseUrl), pattern, replacement);

        var session = await LiveSession.RunAsync(server.BaseUrl, server.World.UserToken.Value, handler);

        Assert.Contains(deviation, ShapeFindings.Compare(session.Book, reference).Deviations);
    }

    [Fact]
    public async Task What_can_not_be_asked_for_and_what_is_no_JSON_is_told_by_its_kind_of_request()
    {
        await using var server = await SimulatorShapes.StartAsync();
        server.World.Faults.Add(GraphSimulator.Faults.Fault.Html(502));
        var unreadable = await LiveSession.RunAsync(server.BaseUrl, server.World.UserToken.Value);
        var unreachable = await LiveSession.RunAsync(new Uri("http://127.0.0.1:1"), server.World.UserToken.Value);

        Assert.All(unreadable.Troubles, trouble => Assert.Matches(@"^debug_token: an answer of \d+ bytes is no JSON in UTF-8; it begins with the byte 3c$", trouble));
        Assert.NotEmpty(unreadable.Troubles);
        Assert.All(unreachable.Troubles, trouble => Assert.Equal("debug_token could not be asked for: ConnectionError", trouble));
        Assert.NotEmpty(unreachable.Troubles);
        Assert.Null(unreachable.Discovered);
    }

    [Fact]
    public async Task A_token_in_an_answer_is_remembered_for_the_search_and_kept_out_of_the_shapes()
    {
        await using var server = await SimulatorShapes.StartAsync();
        await using var relay = await RecordingRelay.StartAsync(server.BaseUrl);
        using var client = new HttpClient(RecordingRelay.HandlerFor(relay.Address), disposeHandler: true);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(relay.Address, "/v25.0/me/accounts?fields=id,access_token"));
        request.Headers.Authorization = new("Bearer", server.World.UserToken.Value);

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal(server.World.Pages.All.Select(page => page.Token.Value).Order(), relay.Tokens.Order());
        Assert.Equal(["access_token", "id"], relay.Book["me/accounts"]!.Keys["data"].Elements!.Keys.Keys);
    }
}
