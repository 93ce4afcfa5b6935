namespace Source.FacebookPages.Configuration;

/// <summary>Credentials of one of the other kinds that AWS Secrets Manager keeps.</summary>
/// <param name="Secret">Which secret, and which part and version of it.</param>
/// <param name="Region">The region to ask; null to take the one of the ARN or of the surroundings.</param>
internal sealed record SecretsManagerCredentials(SecretReference Secret, string? Region) : Credentials;
