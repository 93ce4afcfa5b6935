using System.Text.RegularExpressions;

namespace Facebook.Graph;

/// <summary>
/// Takes the secrets of a call out of texts that others will print. Facebook itself repeats tokens in messages ("Malformed access token …"), and a proxy may repeat a whole URL.
/// </summary>
internal sealed partial class SecretText
{
    private const string Mask = "****";
    private const int ShortestSecret = 4;

    private readonly string[] _secrets;

    /// <summary>Knows the secrets of one call.</summary>
    internal SecretText(GraphRequest request, string? appSecret)
    {
        var secrets = new List<string> { request.Token.Value };
        if (appSecret is not null)
        {
            secrets.Add(appSecret);
            secrets.Add(AppSecretProof.Compute(request.Token, appSecret));
        }

        secrets.AddRange(request.SecretParameters.Select(parameter => parameter.Value));
        _secrets = [.. secrets
            .Where(secret => secret.Length >= ShortestSecret)
            .SelectMany(secret => new[] { secret, Uri.EscapeDataString(secret) })
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(secret => secret.Length)];
    }

    /// <summary>The error with every secret masked.</summary>
    internal GraphError Masked(GraphError error) => error with
    {
        Message = Masked(error.Message)!,
        UserTitle = Masked(error.UserTitle),
        UserMessage = Masked(error.UserMessage),
    };

    /// <summary>The text with every secret masked.</summary>
    internal string? Masked(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return text;
        }

        foreach (var secret in _secrets)
        {
            text = text.Replace(secret, Mask, StringComparison.Ordinal);
        }

        text = SecretParameter().Replace(text, "${name}" + Mask);
        text = ProxyCredentials().Replace(text, "://" + Mask + "@");
        return TokenLike().Replace(text, Mask);
    }

    /// <summary>The exception, if nothing in it or below it is secret; else null.</summary>
    internal Exception? Harmless(Exception? exception) => exception?.ToString() is { } text && Masked(text) == text ? exception : null;

    [GeneratedRegex("""(?<name>(access_token|appsecret_proof|input_token|client_secret|fb_exchange_token)(=|%3D))[^&\s"'<>]+""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SecretParameter();

    // A failing proxy is named with its whole address.
    [GeneratedRegex(@"://[^/\s@]+@", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ProxyCredentials();

    // Facebook's tokens of users, Pages and systems begin so.
    [GeneratedRegex(@"\bEAA[0-9A-Za-z]{16,}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TokenLike();
}
