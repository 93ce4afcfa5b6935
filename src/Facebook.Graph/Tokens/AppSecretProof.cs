using System.Security.Cryptography;
using System.Text;

namespace Facebook.Graph;

/// <summary>The <c>appsecret_proof</c> of a token: shows that the caller knows the secret of the token's app.</summary>
public static class AppSecretProof
{
    /// <summary>The lowercase hexadecimal HMAC-SHA256 of the token, keyed with the app's secret. Each token has its own proof.</summary>
    public static string Compute(AccessToken token, string appSecret)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentException.ThrowIfNullOrEmpty(appSecret);
        return Compute(token.Value, appSecret);
    }

    internal static string Compute(string message, string key) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(message)));
}
