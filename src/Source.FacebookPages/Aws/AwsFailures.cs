using System.Net.Http;
using System.Net.Sockets;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Amazon.Runtime;

namespace Source.FacebookPages.Aws;

/// <summary>
/// The failures that all AWS services share, in words. The SDK's exceptions are not handed on, nor are their texts but for a denial's: they may repeat headers, which hold a session token and a signature.
/// </summary>
internal static class AwsFailures
{
    private const string WhereCredentialsAreLookedFor =
        "environment variables (AWS_ACCESS_KEY_ID …), a web identity token, a profile (AWS_PROFILE), the role of the container or function, and the role of the machine";

    // The SDK then lists what each part of the chain says of itself: names of variables and files.
    private const string ChainPreface = "Failed to resolve AWS credentials. The credential providers used to search for credentials returned the following errors:";

    /// <summary>No credentials could be had.</summary>
    /// <param name="what">What could not be done: "s3://bucket/key could not be read".</param>
    /// <param name="exception">Why.</param>
    public static ConnectorException NoCredentials(string what, Exception exception) => new(
        FailureType.ConfigError,
        $"{what}: no AWS credentials were found. Looked for, in this order: {WhereCredentialsAreLookedFor}. Give the run a role or set one of these.",
        exception is AmazonClientException && exception.Message.StartsWith(ChainPreface, StringComparison.Ordinal) ? exception.Message : Technical(exception));

    /// <summary>No region could be found.</summary>
    public static ConnectorException NoRegion(string what, string remedy) => new(FailureType.ConfigError, $"{what}: it is not known which AWS region to ask. {remedy}");

    /// <summary>What the credentials that were used are told about, whatever the service; null for another failure.</summary>
    public static ConnectorException? OfCredentials(string what, AmazonServiceException exception) => exception.ErrorCode switch
    {
        "InvalidAccessKeyId" or "UnrecognizedClientException" or "InvalidClientTokenId" =>
            Of(FailureType.ConfigError, $"{what}: AWS does not know the access key. Correct AWS_ACCESS_KEY_ID or the profile, or give the run a role.", exception),
        "InvalidSignatureException" when IsOfAnotherTime(exception) => WrongClock(what, exception),
        "SignatureDoesNotMatch" or "InvalidSignatureException" or "IncompleteSignature" or "IncompleteSignatureException" =>
            Of(FailureType.ConfigError, $"{what}: AWS rejected the signature, so the secret access key does not fit the access key. Correct AWS_SECRET_ACCESS_KEY or the profile.", exception),
        "ExpiredToken" or "ExpiredTokenException" or "TokenRefreshRequired" or "RequestExpired" =>
            Of(FailureType.ConfigError, $"{what}: the AWS credentials have expired. Take new ones, or give the run a role, which renews them by itself.", exception),
        "InvalidToken" or "MissingAuthenticationToken" or "MissingAuthenticationTokenException" =>
            Of(FailureType.ConfigError, $"{what}: AWS rejected the session token. Correct AWS_SESSION_TOKEN, or remove it for a long-lived access key.", exception),
        "RequestTimeTooSkewed" or "RequestInTheFuture" => WrongClock(what, exception),
        _ => null,
    };

    /// <summary>A failure that no rule of its own service explains.</summary>
    public static ConnectorException Other(string what, Exception exception) => exception switch
    {
        ConnectorException known => known,
        AmazonServiceException answer when IsAnswer(answer) => Refused(what, answer),
        AmazonServiceException or HttpRequestException or SocketException or TimeoutException or OperationCanceledException => NotReached(what, exception),
        IOException and not (FileNotFoundException or DirectoryNotFoundException) => NotReached(what, exception),
        // The SDK's words for a role's token file that can't be read, among others.
        AmazonClientException or IOException or InvalidOperationException { InnerException: not null } => NotRenewed(what, exception),
        _ => new ConnectorException(FailureType.SystemError, $"{what}, by a defect of the connector ({exception.GetType().Name}). Please report it together with the log.", Technical(exception), exception),
    };

    /// <summary>A failure whose message is known.</summary>
    public static ConnectorException Of(FailureType type, string message, Exception exception) => new(type, message, Technical(exception));

    /// <summary>Types, codes and request ids, for whoever debugs.</summary>
    public static string Technical(Exception exception) => string.Join(" < ", Causes(exception).Select(cause => cause switch
    {
        AmazonServiceException answer when IsAnswer(answer) => $"{cause.GetType().Name} {CodeOf(answer)}, HTTP {(int)answer.StatusCode}, request {answer.RequestId ?? "without id"}{Denial(answer)}",
        HttpRequestException or SocketException => $"{cause.GetType().Name} {cause.Message}",
        _ => cause.GetType().Name,
    }));

    // IAM says which policy denies what, to whom: names, and nothing that was sent.
    private static string Denial(AmazonServiceException answer) =>
        answer.ErrorCode is "AccessDenied" or "AccessDeniedException" ? $", {answer.Message}" : "";

    private static ConnectorException WrongClock(string what, AmazonServiceException exception) =>
        Of(FailureType.ConfigError, $"{what}: the clock of this machine is wrong by more than AWS accepts. Set it.", exception);

    // "Signature expired: 20260101T000000Z is now earlier than …", "Signature not yet current: …".
    private static bool IsOfAnotherTime(AmazonServiceException exception) =>
        exception.Message.StartsWith("Signature expired", StringComparison.Ordinal) || exception.Message.StartsWith("Signature not yet current", StringComparison.Ordinal);

    private static bool IsAnswer(AmazonServiceException exception) => exception.StatusCode != default;

    private static ConnectorException Refused(string what, AmazonServiceException answer) => AwsRetries.IsPassing(answer)
        ? Of(FailureType.TransientError, $"{what}: AWS answered {CodeOf(answer)} (HTTP {(int)answer.StatusCode}) again and again. Try again later.", answer)
        : Of(FailureType.ConfigError, $"{what}: AWS refused with {CodeOf(answer)} (HTTP {(int)answer.StatusCode}).", answer);

    private static ConnectorException NotReached(string what, Exception exception)
    {
        // A time limit first: giving up aborts the socket, too.
        var cause = Causes(exception).Any(inner => inner is OperationCanceledException or TimeoutException) ? "the service did not answer in time"
            : Causes(exception).OfType<SocketException>().FirstOrDefault() is { } socket ? $"the service could not be reached ({socket.SocketErrorCode})"
            : "the connection to the service broke";
        return Of(FailureType.TransientError, $"{what}: {cause}. Check the network, the region and AWS_ENDPOINT_URL, or try again later.", exception);
    }

    // The SDK's word for credentials that were found and can't be renewed: the role's web identity, its container, its machine.
    private static ConnectorException NotRenewed(string what, Exception exception) =>
        Causes(exception).OfType<AmazonServiceException>().FirstOrDefault(answer => (int)answer.StatusCode is >= 400 and < 500) is { } answer
            ? Of(FailureType.ConfigError, $"{what}: the AWS credentials could not be fetched, because AWS refused with {CodeOf(answer)}. Check the role and its trust policy.", exception)
            : Of(FailureType.TransientError, $"{what}: the AWS credentials could not be fetched. Check the role, its token file and the network, or try again later.", exception);

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }

    private static string CodeOf(AmazonServiceException answer) => string.IsNullOrEmpty(answer.ErrorCode) ? "an error without a code" : answer.ErrorCode;
}
