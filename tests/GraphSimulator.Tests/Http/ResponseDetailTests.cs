using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using GraphSimulator.Insights;

namespace GraphSimulator.Tests.Http;

public sealed class ResponseDetailTests
{
    private const string Query = "/v26.0/me/accounts?fields=name";

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task An_answer_is_compressed_as_asked_and_says_the_same(string encoding)
    {
        await using var simulator = await Simulator.StartAsync();
        var plain = await simulator.AsUserAsync(Query);

        using var request = new HttpRequestMessage(HttpMethod.Get, Query);
        request.Headers.Add("Accept-Encoding", encoding);
        var reply = await simulator.SendAsync(request, simulator.User);

        Assert.Equal([encoding], reply.ContentHeaders.ContentEncoding);
        using var packed = new MemoryStream(reply.Bytes);
        using Stream unpacked = encoding == "br" ? new BrotliStream(packed, CompressionMode.Decompress) : new GZipStream(packed, CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked, Encoding.UTF8);
        Assert.Equal(plain.Text, await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Usual_headers_are_there()
    {
        await using var simulator = await Simulator.StartAsync();

        var reply = await simulator.AsUserAsync(Query);

        Assert.Equal("application/json; charset=UTF-8", reply.ContentHeaders.ContentType!.ToString());
        Assert.NotNull(reply.Header("x-fb-trace-id"));
        Assert.Equal("private, no-store, no-cache, must-revalidate".Length, reply.Header("Cache-Control")!.Length);
        Assert.Null(reply.Header("ETag"));
    }

    [Fact]
    public async Task Names_keep_every_character_through_escapes_of_slashes_quotes_and_surrogates()
    {
        await using var simulator = await Simulator.StartAsync(SimulatedWorld.Create(pages: 8));

        var reply = await simulator.AsUserAsync(Query);

        Assert.All(reply.Bytes, b => Assert.InRange(b, 0x20, 0x7e));
        Assert.Contains("""Back\\Slash\/Studio""", reply.Text, StringComparison.Ordinal);
        Assert.Contains("""Caf\u00e9 Zo\u00eb""", reply.Text, StringComparison.Ordinal);
        Assert.Contains("""\ud83c\udf2e""", reply.Text, StringComparison.Ordinal);
        Assert.Equal(simulator.World.Pages.All.Select(p => p.Name), reply.Data.EnumerateArray().Select(p => p.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Http_2_with_prior_knowledge_answers_the_same()
    {
        await using var simulator = await Simulator.StartAsync();
        using var handler = new SocketsHttpHandler();
        using var client = new HttpClient(handler) { BaseAddress = simulator.Server.Http2BaseUrl, DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        client.DefaultRequestHeaders.Authorization = new("Bearer", simulator.User);

        using var response = await client.GetAsync(Query, TestContext.Current.CancellationToken);

        Assert.Equal(HttpVersion.Version20, response.Version);
        Assert.Equal((await simulator.AsUserAsync(Query)).Data.GetRawText(), (await Reply.OfAsync(response)).Data.GetRawText());
        Assert.Equal("HTTP/2", simulator.Server.Journal.Entries[0].HttpVersion);
    }

    [Fact]
    public async Task Numbers_of_any_size_nested_maps_null_and_missing_values_are_sent_as_they_are_set()
    {
        await using var simulator = await Simulator.StartAsync();
        var days = Enumerable.Range(1, 4).Select(d => new DateOnly(2026, 11, d)).ToList();
        string[] values = ["123456789012345678901234567890", """{"a":{"b":1.50}}""", "null", ""];
        foreach (var (day, value) in days.Zip(values))
        {
            simulator.World.Data.Override(new ValueOverride("page_views_total", day, value));
        }

        var reply = await simulator.InsightsAsync("metric=page_views_total&period=day&since=2026-11-01&until=2026-11-05");

        var points = reply.Entry("page_views_total").GetProperty("values").EnumerateArray().ToList();
        Assert.Equal(values[..3], points.Take(3).Select(p => p.GetProperty("value").GetRawText()));
        Assert.False(points[3].TryGetProperty("value", out _));
    }

    [Fact]
    public async Task Members_that_nobody_documented_can_be_switched_on()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.UnknownMembers = true;
        Assert.Equal(JsonValueKind.Object, (await simulator.AsUserAsync("/v26.0/" + Simulator.One)).Json.GetProperty("x_undocumented").ValueKind);
    }

    [Fact]
    public async Task Any_read_may_come_as_a_form_with_a_method_override()
    {
        await using var simulator = await Simulator.StartAsync();

        var listed = await simulator.PostAsync("/v26.0/me/accounts", token: null, ("method", "get"), ("access_token", simulator.User), ("fields", "id"), ("limit", "1"));
        var plainPost = await simulator.PostAsync("/v26.0/me/accounts", simulator.User, ("fields", "id"));

        Assert.Equal(Simulator.One, Assert.Single(listed.Data.EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal((400, 100, 33), plainPost.Kind);
        Assert.Equal(("POST", "GET"), (simulator.Server.Journal.Entries[0].HttpMethod, simulator.Server.Journal.Entries[0].Method));
    }

    [Fact]
    public async Task Removed_features_are_refused_or_ignored()
    {
        await using var simulator = await Simulator.StartAsync();
        using var conditional = new HttpRequestMessage(HttpMethod.Get, "/v26.0/me");
        conditional.Headers.Add("If-None-Match", "\"abc\"");

        Assert.Equal((400, 100, null), (await simulator.AsUserAsync($"/v26.0/?ids={Simulator.One},{Simulator.Two}")).Kind);
        Assert.Equal((400, 100, null), (await simulator.InsightsAsync("metric=page_follows&date_format=U")).Kind);
        Assert.Equal(200, (await simulator.AsUserAsync("/v26.0/me?pretty=1&debug=all")).Status);
        Assert.Equal(200, (await simulator.SendAsync(conditional, simulator.User)).Status);
    }

    [Fact]
    public async Task Paths_that_lead_nowhere_are_named()
    {
        await using var simulator = await Simulator.StartAsync();

        Assert.Equal("Unknown path components: /videos_of_cats", (await simulator.AsUserAsync($"/v26.0/{Simulator.One}/videos_of_cats")).Message);
        Assert.Equal((400, 803, null), (await simulator.AsUserAsync("/v26.0/no.such.name")).Kind);
        Assert.Equal((400, 100, 33), (await simulator.AsUserAsync("/v26.0/999999999999999")).Kind);
    }

    [Fact]
    public async Task A_rendered_answer_is_sent_again_without_being_made_again()
    {
        await using var simulator = await Simulator.StartAsync();
        simulator.World.RenderedAnswerCache = true;

        var first = await simulator.AsUserAsync(Query);
        var second = await simulator.AsUserAsync(Query);
        var other = await simulator.GetAsync("/v26.0/me?fields=name", simulator.PageToken());

        Assert.Equal(first.Text, second.Text);
        Assert.Equal(2, simulator.World.Calls);
        Assert.Equal(simulator.World.Pages[Simulator.One].Name, other.Json.GetProperty("name").GetString());
    }
}
