using System.Net.Http.Headers;
using GraphSimulator.Tokens;

namespace GraphSimulator.Tests;

/// <summary>A running simulator and a client for it.</summary>
internal sealed class Simulator : IAsyncDisposable
{
    public const string One = "100000000000001";
    public const string Two = "100000000000002";

    private readonly SocketsHttpHandler _handler;

    private Simulator(GraphSimulatorServer server)
    {
        Server = server;
        _handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        Http = new HttpClient(_handler) { BaseAddress = server.BaseUrl };
    }

    public GraphSimulatorServer Server { get; }

    public SimulatedWorld World => Server.World;

    public HttpClient Http { get; }

    public string User => World.UserToken.Value;

    public static async Task<Simulator> StartAsync(SimulatedWorld? world = null) => new(await GraphSimulatorServer.StartAsync(world ?? SimulatedWorld.Create()));

    public string PageToken(string pageId = One) => World.Pages[pageId].Token.Value;

    /// <summary>Asks with the token of the Page in the header.</summary>
    public Task<Reply> InsightsAsync(string query, string pageId = One, string version = "v26.0")
        => GetAsync($"/{version}/{pageId}/insights?{query}", PageToken(pageId));

    /// <summary>Asks as the user.</summary>
    public Task<Reply> AsUserAsync(string path) => GetAsync(path, User);

    public Task<Reply> GetAsync(string path, string? token = null) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), token);

    public Task<Reply> GetAsync(string path, SimulatedToken token) => GetAsync(path, token.Value);

    public Task<Reply> PostAsync(string path, string? token, params (string Name, string Value)[] form)
        => SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form.Select(f => new KeyValuePair<string, string>(f.Name, f.Value))) }, token);

    public async Task<Reply> SendAsync(HttpRequestMessage request, string? token = null)
    {
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using (request)
        {
            using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
            return await Reply.OfAsync(response);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _handler.Dispose();
        await Server.DisposeAsync();
        Assert.Empty(Server.Journal.Crashes);
    }
}
