using Airbyte.Cdk;
using Airbyte.Protocol;
using Source.FacebookPages.Aws;
using Source.FacebookPages.Configuration;

namespace TestKit;

/// <summary>Secrets that a test has given; they may change while a run is under way.</summary>
internal sealed class GivenSecrets : ISecretReader
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _fresh = new(StringComparer.Ordinal);
    private readonly List<(string SecretId, bool Fresh)> _reads = [];
    private readonly Lock _gate = new();

    /// <summary>Which secrets were read, and whether a fresh copy was demanded.</summary>
    public IReadOnlyList<(string SecretId, bool Fresh)> Reads
    {
        get
        {
            lock (_gate)
            {
                return [.. _reads];
            }
        }
    }

    /// <summary>Gives a secret, or another value for it.</summary>
    public void Give(string secretId, string text)
    {
        lock (_gate)
        {
            _texts[secretId] = text;
        }
    }

    /// <summary>Gives what a secret holds by now, while copies nearby still have the old value.</summary>
    public void GiveFresh(string secretId, string text)
    {
        lock (_gate)
        {
            _fresh[secretId] = text;
        }
    }

    /// <inheritdoc/>
    public Task<string> ReadAsync(SecretReference reference, string? region, bool fresh, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _reads.Add((reference.SecretId, fresh));
            var texts = fresh && _fresh.ContainsKey(reference.SecretId) ? _fresh : _texts;
            return texts.TryGetValue(reference.SecretId, out var text)
                ? Task.FromResult(text)
                : Task.FromException<string>(new ConnectorException(FailureType.ConfigError, $"The secret {reference.SecretId} does not exist."));
        }
    }
}
