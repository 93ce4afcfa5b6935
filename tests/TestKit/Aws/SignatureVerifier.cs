using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TestKit.Aws;

/// <summary>
/// Computes Signature Version 4 of a request as it came in, from AWS's description of it and nothing of the SDK's
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
/// </summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path as it was sent, which must be normal already.</param>
/// <param name="Query">The query as it was sent, without the question mark.</param>
/// <param name="Headers">The headers as they were sent.</param>
/// <param name="Body">The body.</param>
public sealed record SignatureVerifier(string Method, string Path, string Query, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    /// <summary>The signature that the request carries is the one that the secret key makes.</summary>
    public bool IsSignedWith(string secretKey)
    {
        var authorization = Header("authorization") ?? "";
        var fields = authorization.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        return fields is ["AWS4-HMAC-SHA256", ..]
            && Field(fields, "SignedHeaders") is { } signed
            && Field(fields, "Credential")?.Split('/') is [_, var date, var region, var service, "aws4_request"]
            && Field(fields, "Signature") == Signature(secretKey, date, region, service, signed.Split(';'));
    }

    /// <summary>The access key that the request names.</summary>
    public string? AccessKey => Header("authorization")?.Split("Credential=") is [_, var rest] ? rest.Split('/')[0] : null;

    /// <summary>The region and the service that it is signed for.</summary>
    public string? Scope => Header("authorization")?.Split("Credential=") is [_, var rest] ? string.Join('/', rest.Split(',')[0].Split('/')[2..4]) : null;

    /// <summary>The headers that the signature covers.</summary>
    public IReadOnlyList<string> SignedHeaders => Field((Header("authorization") ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries), "SignedHeaders")?.Split(';') ?? [];

    /// <summary>The signature that a secret key makes over some of the headers.</summary>
    public string Signature(string secretKey, string date, string region, string service, IReadOnlyList<string> signedHeaders)
    {
        var toSign = $"AWS4-HMAC-SHA256\n{Header("x-amz-date")}\n{date}/{region}/{service}/aws4_request\n{Hash(Encoding.UTF8.GetBytes(Canonical(signedHeaders)))}";
        var key = Mac(Mac(Mac(Mac(Encoding.UTF8.GetBytes("AWS4" + secretKey), date), region), service), "aws4_request");
        return Convert.ToHexStringLower(Mac(key, toSign));
    }

    private string Canonical(IReadOnlyList<string> signedHeaders)
    {
        var query = string.Join('&', Query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Contains('=', StringComparison.Ordinal) ? pair : pair + "=").Order(StringComparer.Ordinal));
        var headers = string.Concat(signedHeaders.Select(name => string.Create(CultureInfo.InvariantCulture, $"{name}:{Header(name)}\n")));
        return $"{Method}\n{Path}\n{query}\n{headers}\n{string.Join(';', signedHeaders)}\n{Hash(Body)}";
    }

    private string? Header(string name)
    {
        var values = Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => string.Join(' ', header.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        return values.Any() ? string.Join(',', values) : null;
    }

    private static string? Field(string[] fields, string name) => fields.FirstOrDefault(field => field.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
