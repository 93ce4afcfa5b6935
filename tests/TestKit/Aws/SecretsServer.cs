using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace TestKit.Aws;

/// <summary>
/// Answers for AWS Secrets Manager (POST), and for what keeps copies of its secrets on a machine (GET): the Lambda extension and the agent. Answers are taken in the order given; the last one stays.
/// </summary>
public sealed class SecretsServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();
    private readonly ConcurrentQueue<(int Status, string Body)> _answers;
    private LoopbackHttp? _http;

    private SecretsServer(IEnumerable<(int Status, string Body)> answers) => _answers = new(answers);

    /// <summary>Where it listens.</summary>
    public Uri Address => _http!.Address;

    /// <summary>The requests that came in, in order.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    /// <summary>Whether a request is let in; a refused one is answered as by the agent.</summary>
    public Func<ReceivedRequest, bool> LetsIn { get; set; } = _ => true;

    /// <summary>Starts it. A status of 0 breaks the connection instead of an answer.</summary>
    public static async Task<SecretsServer> StartAsync(params (int Status, string Body)[] answers)
    {
        var server = new SecretsServer(answers);
        server._http = await LoopbackHttp.StartAsync(server.AnswerAsync);
        return server;
    }

    /// <summary>The answer that holds a secret's text.</summary>
    public static (int Status, string Body) Secret(string text) => (200, Value("SecretString", text));

    /// <summary>The answer that holds a binary secret.</summary>
    public static (int Status, string Body) Binary(string base64) => (200, Value("SecretBinary", base64));

    /// <summary>A refusal of the service, or of the agent on its behalf.</summary>
    public static (int Status, string Body) Refusal(string code, string text = "What the service says.", int status = 400) =>
        (status, new JsonObject { ["__type"] = code, ["Message"] = text }.ToJsonString());

    /// <summary>A refusal as the Lambda extension words it.</summary>
    public static (int Status, string Body) ExtensionRefusal(string code, string text = "What the service says.", int status = 400) =>
        (status, $"operation error Secrets Manager: GetSecretValue, https response error StatusCode: 400, RequestID: 0c5a, {(code == "AccessDeniedException" ? "api error " : "")}{code}: {text}");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _http!.DisposeAsync();

    private static string Value(string name, string value) => new JsonObject
    {
        ["ARN"] = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:facebook-AbCdEf",
        ["Name"] = "facebook",
        ["VersionId"] = "a1b2c3d4-5678-90ab-cdef-EXAMPLE11111",
        [name] = value,
        ["VersionStages"] = new JsonArray("AWSCURRENT"),
        ["CreatedDate"] = 1523477145.713,
    }.ToJsonString();

    private async Task AnswerAsync(HttpContext context)
    {
        var request = await ReceivedRequest.ReadAsync(context);
        _requests.Enqueue(request);
        if (!LetsIn(request))
        {
            context.Response.StatusCode = 403;
            await context.Response.WriteAsync("Bad Token");
            return;
        }

        if (!_answers.TryPeek(out var answer))
        {
            throw new InvalidOperationException("The server was given no answer.");
        }

        if (_answers.Count > 1)
        {
            _answers.TryDequeue(out _);
        }

        if (answer.Status == 0)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/x-amz-json-1.1";
        context.Response.Headers["x-amzn-RequestId"] = "request-1";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(answer.Body));
    }
}
