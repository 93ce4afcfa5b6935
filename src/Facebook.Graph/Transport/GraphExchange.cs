using System.Text.Json;

namespace Facebook.Graph;

/// <summary>One attempt over the wire: from the request to the value, or to the <see cref="GraphException"/> that says what went wrong.</summary>
internal sealed class GraphExchange(HttpClient http, GraphClientOptions options, TimeProvider time, VersionCheck versionCheck, GraphStatistics statistics) : IDisposable
{
    private readonly RequestBuilder _requests = new(options);
    private readonly Turnstile _wire = new(options.MostAtOnce);
    private readonly Turnstile _desk = new(options.MostReadAtOnce);

    /// <summary>Sends the request and reads its answer; the attempt's time limit ends when the whole answer is there.</summary>
    internal async Task<T> SendAsync<T>(GraphCall call, GraphResponseReader<T> read, Permit permit, CancellationToken cancellationToken)
    {
        using var message = _requests.Build(call.Request, call.Form);
        message.Version = http.DefaultRequestVersion;
        message.VersionPolicy = http.DefaultVersionPolicy;
        using var place = await _wire.EnterAsync(cancellationToken);
        var attempt = statistics.Begin(call, message.Method, time);
        try
        {
            var value = await ReceiveAsync(call, read, permit, message, attempt, place, cancellationToken);
            attempt.End(GraphOutcome.Ok);
            return value;
        }
        catch (GraphException failure)
        {
            attempt.End(GraphOutcome.Of(failure.Kind), failure.Error.Code);
            throw;
        }
        catch (Exception exception)
        {
            attempt.End(exception is OperationCanceledException ? GraphOutcome.Cancelled : GraphOutcome.Of(GraphErrorKind.Unknown));
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _wire.Dispose();
        _desk.Dispose();
    }

    private async Task<T> ReceiveAsync<T>(
        GraphCall call, GraphResponseReader<T> read, Permit permit, HttpRequestMessage message, SentAttempt attempt, Turnstile.Place place, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.AttemptTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            attempt.Answered((int)response.StatusCode);
            versionCheck.Compare(response.Headers);
            permit.Report = UsageHeaders.Read(response.Headers, time.GetUtcNow());
            await using var stream = await response.Content.ReadAsStreamAsync(either.Token);
            using var received = await AnswerBody.ReadAsync(stream, response.Content.Headers.ContentLength ?? 0, options.MaxAnswerBytes, either.Token);
            attempt.Received();
            // While the answer is read, the next one may be on its way.
            place.Dispose();
            using var turn = await _desk.EnterAsync(cancellationToken);
            // Answers come in bursts; those that are here too leave their places before the next one is read.
            await Task.Yield();
            using var body = await ContentCoding.UndoAsync(received, response.Content.Headers.ContentEncoding.LastOrDefault(), options.MaxAnswerBytes, cancellationToken);
            attempt.Decompressed(body.Length);
            return Interpret(call, read, response, body, permit.Report.RetryAfter);
        }
        catch (OperationCanceledException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Fault(call, $"No whole answer came within {Duration.Text(options.AttemptTimeout)}.", e);
        }
        catch (AnswerTooLargeException e)
        {
            throw new GraphException(GraphErrorKind.TooMuchData, new GraphError { Message = e.Message }, call.Attempts, inner: e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException)
        {
            throw Fault(call, $"The connection failed: {e.Message}{(e.InnerException is { } cause && cause.Message != e.Message ? " " + cause.Message : null)}", e);
        }
    }

    private static T Interpret<T>(GraphCall call, GraphResponseReader<T> read, HttpResponseMessage response, AnswerBody body, TimeSpan? retryAfter)
    {
        var status = (int)response.StatusCode;
        if (call.Request.IsReadWhole && response.IsSuccessStatusCode)
        {
            try
            {
                return read(body.Bytes);
            }
            catch (Exception e) when (IsOfForm(e))
            {
                // What is wrong with it is found out below.
            }
        }

        switch (Answer.Inspect(body.Bytes, status, out var error))
        {
            case AnswerNature.Error:
                throw Failure(call, error!, retryAfter);
            case AnswerNature.Broken:
                throw Fault(call, $"HTTP {status} with broken JSON of {body.Length} bytes.", status: status, retryAfter: retryAfter);
            case AnswerNature.Foreign when response.IsSuccessStatusCode:
                // Nothing at all is a fault of the moment; a page that is not Graph's may be the answer to a form that is not taken.
                throw Fault(call, ForeignText(response, body), status: status, retryAfter: retryAfter, isForeign: body.Length > 0);
            case AnswerNature.Foreign:
                throw Failure(call, new GraphError { HttpStatus = status, Message = ForeignText(response, body) }, retryAfter, isForeign: true);
            case AnswerNature.Data when !response.IsSuccessStatusCode:
                throw Failure(call, new GraphError { HttpStatus = status, Message = $"HTTP {status} without an error of Graph's in its JSON." }, retryAfter, isForeign: true);
        }

        try
        {
            return read(body.Bytes);
        }
        catch (Exception e) when (IsOfForm(e))
        {
            throw Fault(call, $"HTTP {status} with JSON that is not of the expected form: {e.Message}", e, status);
        }
    }

    private static bool IsOfForm(Exception exception) => exception is JsonException or FormatException or InvalidOperationException;

    private static string ForeignText(HttpResponseMessage response, AnswerBody body) =>
        $"HTTP {(int)response.StatusCode} with an answer that is not Graph's ({response.Content.Headers.ContentType?.MediaType ?? "no content type"}, {body.Length} bytes).";

    private static GraphException Failure(GraphCall call, GraphError error, TimeSpan? retryAfter, bool isForeign = false)
    {
        error = call.Secrets.Masked(error);
        var (kind, field, isFinal) = GraphErrorClassifier.Classify(error);
        var isLimitByStatusAlone = kind == GraphErrorKind.AppRateLimit && GraphErrorClassifier.Classify(error with { HttpStatus = 0 }).Kind != kind;
        return new GraphException(
            isLimitByStatusAlone && call.Request.PageId is not null ? GraphErrorKind.PageRateLimit : kind,
            error,
            call.Attempts,
            field)
        {
            RetryAfter = retryAfter,
            IsFinal = isFinal,
            IsForeignAnswer = isForeign,
        };
    }

    private static GraphException Fault(GraphCall call, string message, Exception? inner = null, int status = 0, TimeSpan? retryAfter = null, bool isForeign = false) =>
        new(GraphErrorKind.Transient, new GraphError { HttpStatus = status, Message = call.Secrets.Masked(message)! }, call.Attempts, inner: call.Secrets.Harmless(inner))
        {
            RetryAfter = retryAfter,
            IsForeignAnswer = isForeign,
        };
}
