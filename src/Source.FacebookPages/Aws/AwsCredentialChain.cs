using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.RuntimeDependencies;
using Amazon.SecurityToken;

namespace Source.FacebookPages.Aws;

/// <summary>
/// The AWS SDK's whole chain of credentials: environment variables (a Lambda function's role), a web identity, a profile, the container's role (ECS, EKS), the machine's role
/// (https://docs.aws.amazon.com/sdk-for-net/v4/developer-guide/creds-assign.html).
/// </summary>
internal static class AwsCredentialChain
{
    // The SDK would find the client of the Security Token Service by reflection, which a native executable can't do. Exchanging a web identity needs no signature.
    private static readonly Lazy<bool> SecurityTokenService = new(() =>
    {
        GlobalRuntimeDependencyRegistry.Instance.RegisterSecurityTokenServiceClient(
            context => new AmazonSecurityTokenServiceClient(new AnonymousAWSCredentials(), context.SecurityTokenServiceClientContextData.Region));
        return true;
    });

    /// <summary>The first credentials of the chain; they renew themselves. May ask other machines.</summary>
    /// <exception cref="AmazonClientException">There are none.</exception>
    public static AWSCredentials Resolve()
    {
        _ = SecurityTokenService.Value;
        return DefaultAWSCredentialsIdentityResolver.GetCredentials();
    }
}
