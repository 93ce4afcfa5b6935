using System.Diagnostics.CodeAnalysis;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.SecurityToken;

namespace Source.FacebookPages.Aws;

/// <summary>
/// The AWS SDK's whole chain of credentials: environment variables (a Lambda function's role), a web identity, a profile, the container's role (ECS, EKS), the machine's role
/// (https://docs.aws.amazon.com/sdk-for-net/v4/developer-guide/creds-assign.html).
/// </summary>
internal static class AwsCredentialChain
{
    /// <summary>The first credentials of the chain; they renew themselves. May ask other machines.</summary>
    /// <exception cref="AmazonClientException">There are none.</exception>
    // The SDK finds the client of the Security Token Service, for a web identity or a profile with a role, by name.
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(AmazonSecurityTokenServiceClient))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor, typeof(AmazonSecurityTokenServiceConfig))]
    public static AWSCredentials Resolve() => DefaultAWSCredentialsIdentityResolver.GetCredentials();
}
