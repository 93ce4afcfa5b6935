using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GraphSimulator.Faults;
using GraphSimulator.Http;

namespace GraphSimulator.Tokens;

/// <summary>Checks appsecret_proof: lower-case hex of HMAC-SHA256 over the call's own token, keyed by the app secret.</summary>
internal static class AppSecretProof
{
    public static GraphError? Check(GraphCall call, SimulatedApp app)
    {
        var proof = call.Parameters["appsecret_proof"];
        if (proof is null)
        {
            return app.RequireProof ? GraphErrors.ProofRequired : null;
        }

        var message = call.TokenValue!;
        if (call.Parameters["appsecret_time"] is { } time)
        {
            if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                || Math.Abs(call.Now.ToUnixTimeSeconds() - seconds) > 300)
            {
                return GraphErrors.ProofInvalid;
            }

            message += "|" + time;
        }

        return string.Equals(proof, Of(message, app.Secret), StringComparison.Ordinal) ? null : GraphErrors.ProofInvalid;
    }

    private static string Of(string message, string secret)
        => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(message)));
}
