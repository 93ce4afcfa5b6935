using Airbyte.Cdk;
using Airbyte.Protocol;
using Amazon.Runtime;
using Source.FacebookPages.Configuration;

namespace Source.FacebookPages.Aws;

/// <summary>Why a secret can't be read, and what to do (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html#API_GetSecretValue_Errors).</summary>
internal static class SecretFailures
{
    /// <summary>The failure in words.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="what">What could not be done: "The secret x could not be read".</param>
    /// <param name="reference">Which secret.</param>
    public static ConnectorException Of(Exception exception, string what, SecretReference reference)
    {
        if (exception is not AmazonServiceException answer)
        {
            return AwsFailures.Other(what, exception);
        }

        if (AwsFailures.OfCredentials(what, answer) is { } aboutCredentials)
        {
            return aboutCredentials;
        }

        return answer.ErrorCode switch
        {
            "ResourceNotFoundException" => Mistake(
                $"{what}: there is no such secret in the region that was asked{VersionOf(reference)}. Correct the reference or the region; the ARN names both.", answer),
            "AccessDeniedException" when Mentions(answer, "kms") => Mistake($"{what}: the use of its KMS key was denied. {AllowDecrypt}", answer),
            "AccessDeniedException" => Mistake(
                $"{what}: access was denied. Allow secretsmanager:GetSecretValue on it in the role's policy, and for a secret of another account in the secret's, too.", answer),
            "DecryptionFailure" or "DecryptionFailureException" => Mistake(
                $"{what}: AWS could not decrypt it, because its KMS key is disabled, scheduled for deletion or denied. Enable the key. {AllowDecrypt}", answer),
            "InvalidRequestException" when Mentions(answer, "delet") => Mistake($"{what}: it is marked for deletion. Restore it, or correct the reference.", answer),
            "InvalidRequestException" => Mistake($"{what}: the secret's state does not permit it. Look at the secret in AWS Secrets Manager.", answer),
            "InvalidParameterException" or "ValidationException" => Mistake(
                $"{what}: AWS does not accept the reference{VersionOf(reference)}. Correct it; a stage and an id, given together, must name the same version.", answer),
            _ => AwsFailures.Other(what, answer),
        };
    }

    private const string AllowDecrypt = "Allow kms:Decrypt on the key in the role's policy, and in the key's.";

    private static ConnectorException Mistake(string message, AmazonServiceException answer) => AwsFailures.Of(FailureType.ConfigError, message, answer);

    private static bool Mentions(AmazonServiceException answer, string word) => answer.Message.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static string VersionOf(SecretReference reference) => (reference.VersionStage, reference.VersionId) switch
    {
        (null, null) => "",
        ({ } stage, null) => $", or it has no version of the stage {stage}",
        (null, { } id) => $", or it has no version {id}",
        ({ } stage, { } id) => $", or it has no version {id} of the stage {stage}",
    };
}
