using System.Security.Cryptography;
using System.Text;
using GraphSimulator;

namespace TestKit;

/// <summary>Searches texts for secrets.</summary>
public static class SecretScan
{
    /// <summary>Throws when a text has a secret of the simulated world in it: a token, the secret of the app, or a proof made with it.</summary>
    public static void Check(SimulatedWorld world, string text)
    {
        foreach (var secret in world.Tokens.All.Select(token => token.Value).SelectMany(token => new[] { token, ProofOf(token, world.App.Secret) }).Append(world.App.Secret))
        {
            foreach (var spelling in new[] { secret, Uri.EscapeDataString(secret) })
            {
                if (text.Contains(spelling, StringComparison.Ordinal))
                {
                    throw new InvalidOperationException($"A secret of {secret.Length} characters, beginning with {secret[..3]}, shows in the output.");
                }
            }
        }
    }

    private static string ProofOf(string token, string appSecret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(appSecret), Encoding.UTF8.GetBytes(token)));
}
