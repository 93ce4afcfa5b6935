using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TestKit;

/// <summary>
/// A loopback server that plays AWS Secrets Manager (POST, signed) or the secrets extension (GET, with its token), and answers with what the test has arranged.
/// </summary>
public sealed class SecretsServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(int Status, string Body)> _answers = new();
    private readonly ConcurrentQueue<SecretsRequest> _requests = new();

    private SecretsServer(WebApplication app) => _app = app;

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Address => _app.Urls.First();

    /// <summary>The port.</summary>
    public int Port => new Uri(Address).Port;

    /// <summary>What was asked.</summary>
    public IReadOnlyList<SecretsRequest> Requests => [.. _requests];

    /// <summary>Starts on loopback.</summary>
    public static async Task<SecretsServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new SecretsServer(app);
        app.Run(server.HandleAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>Answers the next request so; the last answer stays.</summary>
    public SecretsServer Answer(string body, int status = 200)
    {
        _answers.Enqueue((status, body));
        return this;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _requests.Enqueue(new SecretsRequest(
            context.Request.Method,
            context.Request.Path + context.Request.QueryString,
            context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString(), StringComparer.Ordinal),
            body.ToArray()));
        _answers.TryPeek(out var answer);
        if (_answers.Count > 1)
        {
            _answers.TryDequeue(out answer);
        }

        context.Response.StatusCode = answer.Status;
        await context.Response.WriteAsync(answer.Body);
    }
}
