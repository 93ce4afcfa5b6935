using System.Net;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Amazon.Runtime;
using Amazon.S3;

namespace Source.FacebookPages.Aws;

/// <summary>Puts failures of S3 into words that say what happened to which object and what to do.</summary>
internal static class S3Failures
{
    /// <summary>Does something with an object, and turns a failure into one that a user can act on.</summary>
    /// <param name="address">The object's URI.</param>
    /// <param name="done">What was to be done, to be read after "cannot be".</param>
    /// <param name="permission">The IAM action that it needs.</param>
    /// <param name="action">Does it.</param>
    public static async Task<T> GuardAsync<T>(string address, string done, string permission, Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (AmazonS3Exception exception)
        {
            throw Of(address, done, permission, exception);
        }
        catch (AmazonServiceException exception)
        {
            throw new ConnectorException(FailureType.TransientError, $"{address} cannot be {done}: S3 does not answer ({exception.Message}) Try again later; check that S3 can be reached from here, and AWS_ENDPOINT_URL_S3 where it is set.", inner: exception);
        }
        catch (AmazonClientException exception)
        {
            throw new ConnectorException(FailureType.ConfigError, $"{address} cannot be {done}, because there are no AWS credentials: {exception.Message} Give the task or function a role, or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.", inner: exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TimeoutException)
        {
            throw new ConnectorException(FailureType.TransientError, $"{address} cannot be {done}: {exception.Message} Try again later; check that S3 can be reached from here.", inner: exception);
        }
    }

    /// <summary>Nobody says which region to ask.</summary>
    public static ConnectorException NoRegion(string address) =>
        new(FailureType.ConfigError, $"{address} cannot be reached, because no AWS region is set. Set AWS_REGION to the bucket's region.");

    private static ConnectorException Of(string address, string done, string permission, AmazonS3Exception exception)
    {
        var what = $"{address} cannot be {done}";
        var said = $"(S3 says {(int)exception.StatusCode} {exception.ErrorCode}{(exception.RequestId is { Length: > 0 } id ? $", request {id}" : "")})";
        return exception switch
        {
            { ErrorCode: "NoSuchBucket" } => Mistake($"{what}: the bucket does not exist {said}. Create it, or correct the address."),
            { ErrorCode: "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "ExpiredToken" or "InvalidToken" or "TokenRefreshRequired" } =>
                Mistake($"{what}: S3 does not accept the AWS credentials {said}. Renew them, and check the clock of this machine."),
            { ErrorCode: "PermanentRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" } =>
                Mistake($"{what}: the bucket is in another region {said}. Set AWS_REGION to the bucket's region."),
            { StatusCode: HttpStatusCode.Forbidden } => Mistake(
                $"{what}: access is denied {said}. Allow the role {permission} on it"
                + (permission == "s3:GetObject" ? ", and s3:ListBucket on the bucket, without which S3 answers like this for an object that is not there" : "")
                + ", and the KMS key's use where the bucket is encrypted with one."),
            { StatusCode: >= HttpStatusCode.InternalServerError } or { ErrorCode: "SlowDown" or "RequestTimeout" or "OperationAborted" or "ConditionalRequestConflict" } =>
                new ConnectorException(FailureType.TransientError, $"{what}: S3 fails for now {said}. Try again later.", exception.Message, exception),
            _ => new ConnectorException(FailureType.SystemError, $"{what} {said}: {exception.Message}", inner: exception),
        };

        ConnectorException Mistake(string message) => new(FailureType.ConfigError, message, exception.Message, exception);
    }
}
