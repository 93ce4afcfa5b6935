using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using Polly;
using Polly.Retry;
using Source.FacebookPages.Configuration;

namespace Source.FacebookPages.Registry;

/// <summary>Calls to the HTTP API of a schema registry: its content type, credentials in a header, and passing failures tried again.</summary>
internal sealed class RegistryHttp : IDisposable
{
    private const string ContentType = "application/vnd.schemaregistry.v1+json";
    private const int Retries = 3;

    // A schema is some kilobytes; what is remembered of five thousand Pages less than a megabyte.
    private const int LargestAnswer = 16 * 1024 * 1024;

    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(30);

    private readonly BoundedHttp _http;
    private readonly Uri _address;
    private readonly AuthenticationHeaderValue? _authorization;
    private readonly ResiliencePipeline<RegistryAnswer> _pipeline;

    /// <summary>Calls to this service.</summary>
    public RegistryHttp(Uri address, SchemaRegistryCredentials? credentials, TimeProvider time, Func<double> chance)
    {
        _address = address;
        _authorization = credentials switch
        {
            SchemaRegistryCredentials.Basic basic => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{basic.Username}:{basic.Password}"))),
            SchemaRegistryCredentials.Bearer bearer => new("Bearer", bearer.Token),
            _ => null,
        };
        _http = new BoundedHttp("The schema registry", LargestAnswer, AttemptTimeout, time);
        _pipeline = new ResiliencePipelineBuilder<RegistryAnswer> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<RegistryAnswer>
            {
                ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Outcome.Exception is HttpRequestException or TimeoutException || arguments.Outcome.Result is { IsPassing: true }),
                MaxRetryAttempts = Retries,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(300),
                UseJitter = true,
                Randomizer = chance,
            })
            .Build();
    }

    /// <summary>Makes a call.</summary>
    /// <param name="method">GET or POST.</param>
    /// <param name="path">Relative to the service's address, escaped.</param>
    /// <param name="body">JSON, or null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HttpRequestException">The service can't be reached.</exception>
    /// <exception cref="TimeoutException">It does not answer in time.</exception>
    public async Task<RegistryAnswer> SendAsync(HttpMethod method, string path, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken) =>
        await _pipeline.ExecuteAsync(async token => await AttemptAsync(method, path, body, token), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<RegistryAnswer> AttemptAsync(HttpMethod method, string path, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{_address.ToString().TrimEnd('/')}/{path}"));
        request.Headers.Authorization = _authorization;
        request.Headers.Accept.ParseAdd(ContentType);
        request.Headers.Accept.ParseAdd("application/json; q=0.9");
        if (body is { } content)
        {
            request.Content = new ReadOnlyMemoryContent(content);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(ContentType);
        }

        using var answer = await _http.SendAsync(request, cancellationToken);
        return RegistryAnswer.Of((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(cancellationToken));
    }
}
