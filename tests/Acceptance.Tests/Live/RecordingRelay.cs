using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TestKit.Aws;

namespace Acceptance.Tests.Live;

/// <summary>
/// Stands on loopback between the connector and Facebook, hands on every request and answer as it is, and notes the shape of each answer. Of values it remembers only the tokens
/// in answers, to search outputs for them; it shows none.
/// </summary>
internal sealed class RecordingRelay : IAsyncDisposable
{
    private static readonly HashSet<string> NotForwarded = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Transfer-Encoding", "Keep-Alive", "Host", "Content-Length", "Content-Encoding", "Accept-Encoding", "Upgrade", "Proxy-Connection", "Alt-Svc",
    };

    private readonly HttpClient _upstream;
    private readonly ConcurrentDictionary<string, bool> _tokens = new(StringComparer.Ordinal);
    private LoopbackHttp? _server;

    private RecordingRelay(Uri upstream, HttpMessageHandler handler, ShapeBook book)
    {
        _upstream = new HttpClient(handler, disposeHandler: true) { BaseAddress = upstream };
        Book = book;
    }

    /// <summary>Where the connector finds it.</summary>
    public Uri Address => _server!.Address;

    /// <summary>The shapes of the answers so far.</summary>
    public ShapeBook Book { get; }

    /// <summary>The tokens that answers had in them.</summary>
    public IEnumerable<string> Tokens => _tokens.Keys;

    /// <summary>What could not be handed on, or was no JSON; a sentence each.</summary>
    public ConcurrentQueue<string> Troubles { get; } = new();

    /// <summary>Starts one.</summary>
    /// <param name="upstream">Facebook, or who plays it.</param>
    /// <param name="handler">How it is reached; null: as this machine reaches it.</param>
    /// <param name="book">Where the shapes are noted; null: in a book of its own.</param>
    public static async Task<RecordingRelay> StartAsync(Uri upstream, HttpMessageHandler? handler = null, ShapeBook? book = null)
    {
        var relay = new RecordingRelay(upstream, handler ?? HandlerFor(upstream), book ?? new ShapeBook());
        relay._server = await LoopbackHttp.StartAsync(relay.AnswerAsync);
        return relay;
    }

    /// <summary>A handler that unpacks answers, and goes through this machine's proxy where there is one.</summary>
    public static SocketsHttpHandler HandlerFor(Uri upstream) =>
        new() { UseProxy = !upstream.IsLoopback, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _upstream.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = await ReceivedRequest.ReadAsync(context);
        var path = context.Request.Path.ToString();
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Target) { Content = request.Body.Length > 0 ? new ByteArrayContent(request.Body) : null };
        foreach (var (name, value) in request.Headers.Where(header => !NotForwarded.Contains(header.Key)))
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        try
        {
            using var answer = await _upstream.SendAsync(message, context.RequestAborted);
            var body = await answer.Content.ReadAsByteArrayAsync(context.RequestAborted);
            Note(path, body);
            await ReturnAsync(context, answer, body);
        }
        catch (HttpRequestException exception)
        {
            Troubles.Enqueue($"{ShapeBook.EdgeOf(path)} could not be asked for: {exception.HttpRequestError}");
            context.Abort();
        }
    }

    private static async Task ReturnAsync(HttpContext context, HttpResponseMessage answer, byte[] body)
    {
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !NotForwarded.Contains(header.Key)))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private void Note(string path, byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            Book.Add(path, document.RootElement);
            Remember(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            Troubles.Enqueue($"{ShapeBook.EdgeOf(path)}: an answer of {body.Length} bytes is no JSON in UTF-8; it begins with the byte {(body.Length > 0 ? body[0] : 0):x2}");
        }
    }

    private void Remember(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var element in value.EnumerateArray())
            {
                Remember(element);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in value.EnumerateObject())
            {
                if (property is { Name: "access_token", Value.ValueKind: JsonValueKind.String })
                {
                    _tokens[property.Value.GetString()!] = true;
                }

                Remember(property.Value);
            }
        }
    }
}
