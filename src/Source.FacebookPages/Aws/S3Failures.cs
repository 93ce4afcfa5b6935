using System.Net;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Amazon.S3;

namespace Source.FacebookPages.Aws;

/// <summary>Why S3 failed, and what to do (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html).</summary>
internal static class S3Failures
{
    /// <summary>The failure in words.</summary>
    /// <param name="exception">What the SDK threw.</param>
    /// <param name="what">What could not be done: "s3://bucket/key could not be read".</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="action">The IAM action that it needs: <c>s3:GetObject</c>.</param>
    public static ConnectorException Of(Exception exception, string what, string bucket, string action)
    {
        if (exception is not AmazonS3Exception answer)
        {
            return AwsFailures.Other(what, exception);
        }

        if (AwsFailures.OfCredentials(what, answer) is { } aboutCredentials)
        {
            return aboutCredentials;
        }

        return answer.ErrorCode switch
        {
            "NoSuchBucket" => AwsFailures.Of(FailureType.ConfigError, $"{what}: there is no bucket {bucket}. Create it, or correct the address.", answer),
            "PermanentRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" or "TemporaryRedirect" =>
                AwsFailures.Of(FailureType.ConfigError, $"{what}: the bucket {bucket} lies in another region than the one asked. Set the environment variable AWS_REGION to the bucket's.", answer),
            "AllAccessDisabled" or "AccountProblem" or "NotSignedUp" =>
                AwsFailures.Of(FailureType.ConfigError, $"{what}: AWS has closed the account or the bucket {bucket} ({answer.ErrorCode}).", answer),
            "InvalidObjectState" =>
                AwsFailures.Of(FailureType.ConfigError, $"{what}: the object was moved to an archive. Restore it, and take the rule that archives it from the bucket {bucket}.", answer),
            _ when answer.StatusCode == HttpStatusCode.Forbidden => Denied(what, bucket, action, answer),
            _ => AwsFailures.Other(what, answer),
        };
    }

    private static ConnectorException Denied(string what, string bucket, string action, AmazonS3Exception answer)
    {
        // S3 speaks for the key's service: "… not authorized to perform: kms:Decrypt on …".
        if (answer.Message.Contains("kms:", StringComparison.OrdinalIgnoreCase))
        {
            var keyAction = action == "s3:PutObject" ? "kms:GenerateDataKey" : "kms:Decrypt";
            return AwsFailures.Of(FailureType.ConfigError, $"{what}: the use of the bucket's KMS key was denied. Allow {keyAction} on the key, in the role's policy and the key's.", answer);
        }

        var listing = action == "s3:GetObject"
            ? $" Also allow s3:ListBucket on the bucket {bucket}: without it S3 denies reading an object that is not there, instead of saying so."
            : "";
        return AwsFailures.Of(FailureType.ConfigError, $"{what}: access was denied. Allow {action} on it, in the role's policy and, where there is one, the bucket's.{listing}", answer);
    }
}
