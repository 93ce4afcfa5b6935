using Source.FacebookPages.Configuration;

namespace Source.FacebookPages.Aws;

/// <summary>Reads secrets.</summary>
internal interface ISecretReader
{
    /// <summary>
    /// The text of a secret, or of the one key of its JSON object that the reference names.
    /// </summary>
    /// <param name="reference">Which secret, and which part and version of it.</param>
    /// <param name="region">The region to ask; null to take the one of the ARN or of the surroundings.</param>
    /// <param name="fresh">Whether a copy that is kept nearby (the Lambda extension's, for example) will not do, because what it holds was refused.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Airbyte.Cdk.ConnectorException">The secret can't be read; the message names it, the cause, and the IAM action that is missing where that is the cause. It never has any part of the secret's value.</exception>
    Task<string> ReadAsync(SecretReference reference, string? region, bool fresh, CancellationToken cancellationToken);
}
