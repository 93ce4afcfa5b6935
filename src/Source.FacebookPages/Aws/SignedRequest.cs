using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Util;
using Amazon.S3;

namespace Source.FacebookPages.Aws;

/// <summary>Signs a request for AWS (Signature Version 4) with the SDK's signer.</summary>
internal static class SignedRequest
{
    /// <summary>The request, signed.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="address">Where it goes.</param>
    /// <param name="headers">Headers to sign beside <c>host</c>, <c>x-amz-date</c> and <c>x-amz-content-sha256</c>.</param>
    /// <param name="content">The body; empty for none.</param>
    /// <param name="scope">The region and the service that the signature is for.</param>
    /// <param name="credentials">What to sign with.</param>
    /// <param name="now">When it is signed.</param>
    public static HttpRequestMessage Of(
        HttpMethod method,
        Uri address,
        IEnumerable<KeyValuePair<string, string>> headers,
        byte[] content,
        (string Region, string Service) scope,
        ImmutableCredentials credentials,
        DateTimeOffset now)
    {
        using var request = new DefaultRequest(new Operation(), scope.Service)
        {
            HttpMethod = method.Method,
            Endpoint = new Uri(address.GetLeftPart(UriPartial.Authority)),
            ResourcePath = address.AbsolutePath,
            Content = content.Length == 0 ? null : content,
        };
        foreach (var (name, value) in headers)
        {
            request.Headers[name] = value;
        }

        if (credentials.UseToken)
        {
            request.Headers["X-Amz-Security-Token"] = credentials.Token;
        }

        // The signer takes region and service from a client's configuration; which client's does not matter.
        var config = new AmazonS3Config { ServiceURL = address.ToString(), AuthenticationRegion = scope.Region, AuthenticationServiceName = scope.Service };
        var signature = new AWS4Signer().SignRequest(request, config, new RequestMetrics(), credentials.AccessKey, credentials.SecretKey, now.UtcDateTime);
        var signed = new HttpRequestMessage(method, address);
        if (content.Length > 0)
        {
            signed.Content = new ByteArrayContent(content);
        }

        foreach (var (name, value) in request.Headers)
        {
            if (!signed.Headers.TryAddWithoutValidation(name, value))
            {
                signed.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        signed.Headers.TryAddWithoutValidation("Authorization", signature.ForAuthorizationHeader);
        return signed;
    }

    private sealed class Operation : AmazonWebServiceRequest;
}
