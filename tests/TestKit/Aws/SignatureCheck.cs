using System.Security.Cryptography;
using System.Text;

namespace TestKit;

/// <summary>
/// Computes AWS's Signature Version 4 anew from what arrived, by the published description alone
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html), so that it shares no mistake with the code under test.
/// </summary>
public static class SignatureCheck
{
    /// <summary>The signature that a request must have.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path, encoded.</param>
    /// <param name="query">The query without its question mark, sorted and encoded.</param>
    /// <param name="headers">The signed headers, by lower-case name.</param>
    /// <param name="payloadHash">The hash of the body.</param>
    /// <param name="scope">date/region/service/aws4_request.</param>
    /// <param name="secretKey">The secret key.</param>
    public static string SignatureOf(
        string method, string path, string query, IReadOnlyDictionary<string, string> headers, string payloadHash, string scope, string secretKey)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(scope);
        var names = headers.Keys.Order(StringComparer.Ordinal).ToList();
        var canonical = string.Join('\n', [method, path, query, .. names.Select(name => $"{name}:{headers[name].Trim()}"), "", string.Join(';', names), payloadHash]);
        var toSign = $"AWS4-HMAC-SHA256\n{headers["x-amz-date"]}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + secretKey), (current, part) => HMACSHA256.HashData(current, Encoding.UTF8.GetBytes(part)));
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
    }

    /// <summary>The hash of a body.</summary>
    public static string Hash(byte[] body) => Convert.ToHexStringLower(SHA256.HashData(body));

    /// <summary>Takes an Authorization header apart: access key, scope, names of the signed headers, signature.</summary>
    public static (string AccessKey, string Scope, IReadOnlyList<string> SignedHeaders, string Signature) Read(string authorization)
    {
        ArgumentNullException.ThrowIfNull(authorization);
        var parts = authorization["AWS4-HMAC-SHA256 ".Length..].Split(',').Select(part => part.Trim().Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        var credential = parts["Credential"].Split('/', 2);
        return (credential[0], credential[1], parts["SignedHeaders"].Split(';'), parts["Signature"]);
    }
}
