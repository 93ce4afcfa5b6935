using System.Buffers;
using System.Net.Http.Headers;
using System.Text;

namespace Facebook.Graph;

/// <summary>Turns a request into the HTTP message of one attempt.</summary>
internal sealed class RequestBuilder
{
    private static readonly SearchValues<char> SentAsTheyAre = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~,");

    private readonly GraphClientOptions _options;
    private readonly string _root;

    /// <summary>Builds for one server and version.</summary>
    internal RequestBuilder(GraphClientOptions options)
    {
        _options = options;
        _root = $"{options.BaseUrl.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{Uri.EscapeDataString(options.Version)}/";
    }

    /// <summary>Builds the message; the token is in a header, and secrets are in the URL only in the form <see cref="SecretForm.Query"/>.</summary>
    internal HttpRequestMessage Build(GraphRequest request, SecretForm form)
    {
        var inBody = request.SecretParameters.Count > 0 && form == SecretForm.Body;
        var message = inBody
            ? new HttpRequestMessage(HttpMethod.Post, Address(request.Path, request.Parameters))
            {
                Content = new FormUrlEncodedContent([KeyValuePair.Create("method", "get"), .. request.SecretParameters, .. Proof(request)]),
            }
            : new HttpRequestMessage(HttpMethod.Get, Address(request.Path, [.. request.Parameters, .. request.SecretParameters, .. Proof(request)]));
        message.Headers.TryAddWithoutValidation("Accept-Encoding", ContentCoding.Accepted);
        if (!request.IsAnonymous)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", request.Token.Value);
        }

        return message;
    }

    private KeyValuePair<string, string>[] Proof(GraphRequest request) =>
        _options.AppSecret is { } secret && !request.IsAnonymous ? [KeyValuePair.Create("appsecret_proof", AppSecretProof.Compute(request.Token, secret))] : [];

    private Uri Address(string path, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        var address = new StringBuilder(_root).Append(EscapedPath(path));
        var separator = '?';
        foreach (var (name, value) in parameters)
        {
            address.Append(separator).Append(Escaped(name)).Append('=').Append(Escaped(value));
            separator = '&';
        }

        return new Uri(address.ToString());
    }

    private static string EscapedPath(string path)
    {
        var segments = path.Split('/');
        // Dot segments would be resolved before sending, and so reach another place than the one named.
        if (segments.Any(segment => segment.Length == 0 || segment.All(character => character == '.')))
        {
            throw new ArgumentException("A path consists of names between single slashes.", nameof(path));
        }

        return string.Join('/', segments.Select(Uri.EscapeDataString));
    }

    // Lists of metrics and fields, which are long, stay readable and are not copied.
    private static string Escaped(string text) =>
        text.AsSpan().ContainsAnyExcept(SentAsTheyAre) ? Uri.EscapeDataString(text).Replace("%2C", ",", StringComparison.Ordinal) : text;
}
