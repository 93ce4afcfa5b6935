using System.Net;

namespace Facebook.Graph.Tests;

/// <summary>
/// A server that answers by its script, strict both ways: a call that nobody wrote an answer for fails the story, and so does an answer that nobody called for.
/// </summary>
internal sealed class GraphScript(TestClock clock) : HttpMessageHandler
{
    private readonly List<(string Path, ScriptedAnswer Answer)> _answers = [];
    private readonly List<SentCall> _calls = [];
    private readonly List<string> _surprises = [];
    private readonly List<WatchedContent> _contents = [];

    /// <summary>The calls so far, in order.</summary>
    internal IReadOnlyList<SentCall> Calls => _calls;

    /// <summary>The next call of this path (behind the version) gets this answer.</summary>
    internal GraphScript Answer(string path, params ReadOnlySpan<ScriptedAnswer> answers)
    {
        foreach (var answer in answers)
        {
            _answers.Add((path, answer));
        }

        return this;
    }

    /// <summary>The times of the calls of a path, in seconds since the beginning.</summary>
    internal double[] SecondsOf(string path) => [.. _calls.Where(call => PathOf(call.Address) == path).Select(call => call.At.TotalSeconds)];

    /// <summary>Fails when the story and the script did not fit.</summary>
    internal void Verify()
    {
        Assert.Empty(_surprises);
        Assert.Empty(_answers.Select(answer => $"never called for: {answer.Path}"));
        Assert.All(_contents, content => Assert.True(content.IsDisposed, "an answer was not disposed of"));
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = await RecordAsync(request).ConfigureAwait(false);
        var index = _answers.FindIndex(answer => answer.Path == PathOf(call.Address));
        if (index < 0)
        {
            _surprises.Add($"{call.Method} {call.Address} at {call.At}");
            throw new HttpRequestException("Nobody wrote an answer for this call.");
        }

        var answer = _answers[index].Answer;
        _answers.RemoveAt(index);
        var response = await answer.Respond(clock, cancellationToken).ConfigureAwait(false);
        var content = new WatchedContent(response.Content);
        _contents.Add(content);
        response.Content = content;
        response.RequestMessage = request;
        return response;
    }

    private static string PathOf(Uri address) => string.Join('/', address.AbsolutePath.Split('/').Skip(2));

    private static List<KeyValuePair<string, string>> Parameters(string text) =>
    [
        .. text.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(parameter => parameter.Split('=', 2))
            .Select(parts => KeyValuePair.Create(WebUtility.UrlDecode(parts[0]), WebUtility.UrlDecode(parts[1]))),
    ];

    private async Task<SentCall> RecordAsync(HttpRequestMessage request)
    {
        var form = request.Content is null ? "" : await request.Content.ReadAsStringAsync().ConfigureAwait(false);
        var call = new SentCall(
            clock.Elapsed,
            request.Method.Method,
            request.RequestUri!,
            Parameters(request.RequestUri!.Query),
            Parameters(form),
            request.Headers.Authorization?.ToString(),
            request.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
        _calls.Add(call);
        return call;
    }

    private sealed class WatchedContent : HttpContent
    {
        private readonly HttpContent _inner;

        internal WatchedContent(HttpContent inner)
        {
            _inner = inner;
            foreach (var header in inner.Headers)
            {
                Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }

        internal bool IsDisposed { get; private set; }

        protected override Task<Stream> CreateContentReadStreamAsync() => _inner.ReadAsStreamAsync();

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _inner.CopyToAsync(stream);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
