using System.Globalization;
using System.Net.Http.Headers;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Source.FacebookPages.Configuration;

namespace Source.FacebookPages.Aws.Lambda;

/// <summary>The four calls of the Lambda Runtime API, version 2018-06-01: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html. One call at a time.</summary>
internal sealed class RuntimeApi : IDisposable
{
    /// <summary>The environment variable that names the API's host and port.</summary>
    public const string Variable = "AWS_LAMBDA_RUNTIME_API";

    /// <summary>The largest answer that Lambda takes, in bytes: 6 MB and some room for its envelope.</summary>
    public const int MaxAnswerBytes = 6_291_556;

    // The longest time that a DateTimeOffset can hold, in milliseconds since 1970.
    private static readonly long LastMillisecond = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private readonly HttpClient _http;

    /// <summary>Makes no connection yet.</summary>
    /// <param name="authority">Host and port, the value of <see cref="Variable"/>.</param>
    /// <exception cref="ConnectorException">It is no such thing.</exception>
    public RuntimeApi(string authority)
    {
        if (ApiUrl.Parse($"http://{authority}") is not { AbsolutePath: "/" } host)
        {
            throw new ConnectorException(FailureType.ConfigError, $"{Variable} must be a host and a port, as AWS Lambda sets it; unset it to run the connector elsewhere.");
        }

        _http = CreateClient(new Uri(host, "/2018-06-01/runtime/"));
    }

    /// <summary>Waits for the next invocation.</summary>
    /// <exception cref="RuntimeApiException">There will be none.</exception>
    /// <exception cref="OperationCanceledException">Was told to wait no longer.</exception>
    public async Task<LambdaInvocation> NextAsync(CancellationToken cancellationToken)
    {
        const string Call = "the call for the next invocation";
        try
        {
            using var response = await _http.GetAsync("invocation/next", cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                throw new RuntimeApiException($"The Lambda Runtime API answered {Call} with HTTP {(int)response.StatusCode}.");
            }

            return new LambdaInvocation(
                Header(response, "Lambda-Runtime-Aws-Request-Id") ?? throw new RuntimeApiException($"The Lambda Runtime API answered {Call} without an id."),
                DeadlineOf(response) ?? throw new RuntimeApiException($"The Lambda Runtime API answered {Call} without a deadline."),
                Header(response, "Lambda-Runtime-Trace-Id"),
                Header(response, "Lambda-Runtime-Invoked-Function-Arn"),
                await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw Lost(Call, exception);
        }
    }

    /// <summary>Hands an answer over.</summary>
    /// <returns>Null when it was taken; the HTTP status that refused it otherwise.</returns>
    /// <exception cref="RuntimeApiException">Nothing more can be handed over.</exception>
    public Task<int?> RespondAsync(string requestId, ReadOnlyMemory<byte> answer) =>
        PostAsync($"invocation/{Uri.EscapeDataString(requestId)}/response", answer, errorType: null);

    /// <summary>Tells that an invocation has failed.</summary>
    /// <returns>Null when it was taken; the HTTP status that refused it otherwise.</returns>
    /// <exception cref="RuntimeApiException">Nothing more can be handed over.</exception>
    public Task<int?> ReportErrorAsync(string requestId, LambdaError error) =>
        PostAsync($"invocation/{Uri.EscapeDataString(requestId)}/error", error.ToJson(), error.Type);

    /// <summary>Tells that the process can't take any invocation. It must end then.</summary>
    /// <returns>Null when it was taken; the HTTP status that refused it otherwise.</returns>
    /// <exception cref="RuntimeApiException">Nobody can be told.</exception>
    public Task<int?> ReportInitErrorAsync(LambdaError error) => PostAsync("init/error", error.ToJson(), error.Type);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>A client without any time limit: Lambda freezes the process between invocations, for as long as it likes.</summary>
    internal static HttpClient CreateClient(Uri address) => new(CreateHandler(), disposeHandler: true) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>No proxy, since the API is on loopback, whatever the machine's settings say for the world outside.</summary>
    internal static SocketsHttpHandler CreateHandler() => new()
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        UseCookies = false,
        UseProxy = false,
    };

    // Not cancellable: what was done is told, however late it is.
    private async Task<int?> PostAsync(string path, ReadOnlyMemory<byte> body, string? errorType)
    {
        var call = $"the call {path}";
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ReadOnlyMemoryContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(errorType is null ? "application/json" : "application/vnd.aws.lambda.error+json");
            if (errorType is not null)
            {
                request.Headers.Add("Lambda-Runtime-Function-Error-Type", errorType);
            }

            using var response = await _http.SendAsync(request, CancellationToken.None);
            return (int)response.StatusCode switch
            {
                >= 200 and < 300 => null,
                >= 400 and < 500 and var refusal => refusal,
                var status => throw new RuntimeApiException($"The Lambda Runtime API answered {call} with HTTP {status}."),
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw Lost(call, exception);
        }
    }

    private static DateTimeOffset? DeadlineOf(HttpResponseMessage response) =>
        long.TryParse(Header(response, "Lambda-Runtime-Deadline-Ms"), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds <= LastMillisecond
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) && values.FirstOrDefault() is { Length: > 0 } value ? value : null;

    private static RuntimeApiException Lost(string call, Exception exception) =>
        new($"{call} failed: the Lambda Runtime API can't be reached ({(exception.InnerException ?? exception).Message}).", exception);
}
