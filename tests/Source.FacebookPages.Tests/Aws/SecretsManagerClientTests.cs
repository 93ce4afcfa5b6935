using System.Net;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Amazon.Runtime;
using Source.FacebookPages.Aws;
using TestKit.Aws;

namespace Source.FacebookPages.Tests.Aws;

/// <summary>Reading a secret from the service itself, with a signature.</summary>
public sealed class SecretsManagerClientTests
{
    private const string TheSecret = "EAAB-the-secret-text";

    [Fact]
    public async Task It_asks_for_the_secret_with_a_signature_of_its_own_moment()
    {
        await using var server = await SecretsServer.StartAsync(SecretsServer.Secret(TheSecret));
        Assert.Equal(TheSecret, await SecretStory.AtTheService(server).ReadAsync());

        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST", "/", "{\"SecretId\":\"facebook\"}"), (request.Method, request.Target, request.Text));
        Assert.Equal("secretsmanager.GetSecretValue", request.Header("X-Amz-Target"));
        Assert.Equal("application/x-amz-json-1.1", request.Header("Content-Type"));
        Assert.Equal("20261122T100000Z", request.Header("X-Amz-Date"));
        Assert.True(request.Signature.IsSignedWith(SecretStory.SecretKey));
        Assert.False(request.Signature.IsSignedWith("another"));
        Assert.Equal("us-east-1/secretsmanager", request.Signature.Scope);
        // Whoever could change one of these would get something else.
        Assert.Superset(new HashSet<string>(["host", "x-amz-date", "x-amz-target"]), request.Signature.SignedHeaders.ToHashSet());
    }

    [Fact]
    public async Task A_session_token_is_sent_and_signed()
    {
        await using var server = await SecretsServer.StartAsync(SecretsServer.Secret(TheSecret));
        var story = SecretStory.AtTheService(server);
        story.Credentials = () => new SessionAWSCredentials("ASIAEXAMPLE", SecretStory.SecretKey, "the/session+token==");
        await story.ReadAsync();

        var request = Assert.Single(server.Requests);
        Assert.Equal("the/session+token==", request.Header("X-Amz-Security-Token"));
        Assert.Contains("x-amz-security-token", request.Signature.SignedHeaders);
        Assert.Equal("ASIAEXAMPLE", request.Signature.AccessKey);
        Assert.True(request.Signature.IsSignedWith(SecretStory.SecretKey));
    }

    [Theory]
    [InlineData(SecretStory.Arn, null, "eu-west-3", "eu-central-1")]
    [InlineData(SecretStory.Arn, "us-west-2", "eu-west-3", "us-west-2")]
    [InlineData("facebook", "us-west-2", "eu-west-3", "us-west-2")]
    [InlineData("facebook", null, "eu-west-3", "eu-west-3")]
    public async Task The_region_is_the_given_one_else_the_ARNs_else_the_environments(string reference, string? given, string environment, string expected)
    {
        await using var server = await SecretsServer.StartAsync(SecretsServer.Secret(TheSecret));
        await SecretStory.AtTheService(server).With("AWS_REGION", environment).ReadAsync(reference, given);
        var request = Assert.Single(server.Requests);
        Assert.Equal($"{expected}/secretsmanager", request.Signature.Scope);
        Assert.True(request.Signature.IsSignedWith(SecretStory.SecretKey));
    }

    [Theory]
    [InlineData("eu-central-1", "https://secretsmanager.eu-central-1.amazonaws.com/")]
    [InlineData("cn-north-1", "https://secretsmanager.cn-north-1.amazonaws.com.cn/")]
    [InlineData("us-gov-west-1", "https://secretsmanager.us-gov-west-1.amazonaws.com/")]
    public void Without_an_endpoint_it_asks_the_regions_own(string region, string expected)
    {
        var settings = new AwsSettings { Environment = _ => null, MachineRegion = () => null };
        Assert.Equal((new Uri(expected), region), SecretsManagerClient.Locate(region, settings, "It could not be read"));
    }

    [Theory]
    [InlineData(":::", """{"SecretId":"ARN"}""")]
    [InlineData("::AWSPREVIOUS:", """{"SecretId":"ARN","VersionStage":"AWSPREVIOUS"}""")]
    [InlineData(":::a1b2c3d4-5678", """{"SecretId":"ARN","VersionId":"a1b2c3d4-5678"}""")]
    public async Task A_version_is_asked_for(string suffix, string body)
    {
        await using var server = await SecretsServer.StartAsync(SecretsServer.Secret(TheSecret));
        await SecretStory.AtTheService(server).ReadAsync(SecretStory.Arn + suffix);
        Assert.Equal(body.Replace("ARN", SecretStory.Arn, StringComparison.Ordinal), server.Requests[0].Text);
    }

    [Fact]
    public async Task The_endpoint_of_all_services_is_taken_too_and_the_own_one_first()
    {
        await using var wrong = await SecretsServer.StartAsync(SecretsServer.Secret("wrong"));
        await using var server = await SecretsServer.StartAsync(SecretsServer.Secret(TheSecret));
        Assert.Equal(TheSecret, await new SecretStory().With("AWS_ENDPOINT_URL", server.Address.AbsoluteUri).ReadAsync());
        Assert.Equal(TheSecret, await SecretStory.AtTheService(server).With("AWS_ENDPOINT_URL", wrong.Address.AbsoluteUri).ReadAsync());
        Assert.Empty(wrong.Requests);
    }

    [Fact]
    public async Task Faults_that_pass_are_outlasted()
    {
        await using var server = await SecretsServer.StartAsync(
            SecretsServer.Refusal("ThrottlingException"),
            SecretsServer.Refusal("InternalServiceError", status: 500),
            (503, "<html>no JSON</html>"),
            (0, ""),
            SecretsServer.Secret(TheSecret));
        var story = SecretStory.AtTheService(server);
        Assert.Equal(TheSecret, await story.ReadAsync());
        Assert.Equal(5, server.Requests.Count);
        Assert.Equal(4, story.Clock.Waits.Count);
        // Each attempt is signed at its own moment.
        Assert.NotEqual(server.Requests[0].Header("X-Amz-Date"), server.Requests[4].Header("X-Amz-Date"));
        Assert.All(server.Requests, request => Assert.True(request.Signature.IsSignedWith(SecretStory.SecretKey)));
    }

    [Theory]
    [InlineData("ThrottlingException", 400)]
    [InlineData("InternalServiceError", 500)]
    public async Task Faults_that_stay_are_told_as_passing_ones(string code, int status)
    {
        await using var server = await SecretsServer.StartAsync(SecretsServer.Refusal(code, status: status));
        var failure = await FailureAsync(() => SecretStory.AtTheService(server).ReadAsync());
        Assert.Equal(FailureType.TransientError, failure.FailureType);
        Assert.Equal($"The secret facebook could not be read: AWS answered {code} (HTTP {status}) again and again. Try again later.", failure.Message);
        Assert.Equal(5, server.Requests.Count);
    }

    [Theory]
    [InlineData("ResourceNotFoundException", "Secrets Manager can't find the specified secret.",
        "there is no such secret in the region that was asked. Correct the reference or the region; the ARN names both.")]
    [InlineData("AccessDeniedException", "User: arn:aws:sts::123456789012:assumed-role/a/b is not authorized to perform: secretsmanager:GetSecretValue on resource: facebook",
        "access was denied. Allow secretsmanager:GetSecretValue on it in the role's policy, and for a secret of another account in the secret's, too.")]
    [InlineData("AccessDeniedException", "Access to KMS is not allowed",
        "the use of its KMS key was denied. Allow kms:Decrypt on the key in the role's policy, and in the key's.")]
    [InlineData("DecryptionFailure", "Secrets Manager can't decrypt the protected secret text using the provided KMS key.",
        "AWS could not decrypt it, because its KMS key is disabled, scheduled for deletion or denied. Enable the key. Allow kms:Decrypt on the key in the role's policy, and in the key's.")]
    [InlineData("InvalidRequestException", "You can't perform this operation on the secret because it was marked for deletion.",
        "it is marked for deletion. Restore it, or correct the reference.")]
    [InlineData("InvalidRequestException", "You can't perform this operation on the secret.",
        "the secret's state does not permit it. Look at the secret in AWS Secrets Manager.")]
    [InlineData("InvalidParameterException", "The stage and the version don't match.",
        "AWS does not accept the reference. Correct it; a stage and an id, given together, must name the same version.")]
    [InlineData("UnrecognizedClientException", "The security token included in the request is invalid.",
        "AWS does not know the access key. Correct AWS_ACCESS_KEY_ID or the profile, or give the run a role.")]
    [InlineData("InvalidSignatureException", "The request signature we calculated does not match the signature you provided.",
        "AWS rejected the signature, so the secret access key does not fit the access key. Correct AWS_SECRET_ACCESS_KEY or the profile.")]
    [InlineData("InvalidSignatureException", "Signature expired: 20261122T100000Z is now earlier than 20261122T101000Z",
        "the clock of this machine is wrong by more than AWS accepts. Set it.")]
    [InlineData("ExpiredTokenException", "The security token included in the request is expired",
        "the AWS credentials have expired. Take new ones, or give the run a role, which renews them by itself.")]
    [InlineData("SomethingNew", "What is new.", "AWS refused with SomethingNew (HTTP 400).")]
    public async Task A_refusal_has_its_remedy(string code, string text, string expected)
    {
        await using var server = await SecretsServer.StartAsync(SecretsServer.Refusal(code, text));
        var failure = await FailureAsync(() => SecretStory.AtTheService(server).ReadAsync());
        Assert.Equal("The secret facebook could not be read: " + expected, failure.Message);
        Assert.Equal(FailureType.ConfigError, failure.FailureType);
        Assert.Contains($"{code}, HTTP 400, request request-1", failure.InternalMessage, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_version_that_is_not_there_is_named()
    {
        await using var server = await SecretsServer.StartAsync(SecretsServer.Refusal("com.amazonaws.secretsmanager#ResourceNotFoundException"));
        var failure = await FailureAsync(() => SecretStory.AtTheService(server).ReadAsync(SecretStory.Arn + "::AWSPREVIOUS:"));
        Assert.Contains(", or it has no version of the stage AWSPREVIOUS.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_credentials_it_says_where_it_looked()
    {
        await using var server = await SecretsServer.StartAsync(SecretsServer.Secret(TheSecret));
        var story = SecretStory.AtTheService(server);
        story.Credentials = () => throw new AmazonClientException("None.");
        var failure = await FailureAsync(() => story.ReadAsync());
        Assert.StartsWith("The secret facebook could not be read: no AWS credentials were found.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(FailureType.ConfigError, failure.FailureType);
    }

    [Fact]
    public async Task A_role_that_refuses_is_told()
    {
        var refusal = new AmazonServiceException("…", null, ErrorType.Sender, "InvalidIdentityToken", "request-2", HttpStatusCode.BadRequest);
        var failure = await FailureOfCredentialsAsync(new AmazonClientException("Error calling AssumeRole for role arn:…", refusal));
        Assert.Equal(FailureType.ConfigError, failure.FailureType);
        Assert.Equal(
            "The secret facebook could not be read: the AWS credentials could not be fetched, because AWS refused with InvalidIdentityToken. Check the role and its trust policy.", failure.Message);
    }

    [Fact]
    public async Task A_role_whose_token_file_is_not_there_is_told()
    {
        // What the SDK throws for AWS_WEB_IDENTITY_TOKEN_FILE.
        var failure = await FailureOfCredentialsAsync(new InvalidOperationException("A token could not be loaded from the WebIdentityTokenFile.", new FileNotFoundException()));
        Assert.Equal(
            "The secret facebook could not be read: the AWS credentials could not be fetched. Check the role, its token file and the network, or try again later.", failure.Message);
    }

    [Fact]
    public async Task Without_a_region_it_asks_for_one()
    {
        var failure = await FailureAsync(() => new SecretStory().ReadAsync());
        Assert.Equal(
            "The secret facebook could not be read: it is not known which AWS region to ask. Set region in the configuration, name the secret by its ARN, or set the environment variable AWS_REGION.",
            failure.Message);
    }

    [Fact]
    public async Task A_region_that_is_none_is_a_mistake()
    {
        var failure = await FailureAsync(() => new SecretStory().ReadAsync(region: "Frankfurt am Main"));
        Assert.Equal("The secret facebook could not be read: the region is not the name of one, such as eu-central-1. Correct region in the configuration.", failure.Message);
    }

    [Fact]
    public async Task A_service_that_can_not_be_reached_is_a_passing_fault()
    {
        var gone = await SecretsServer.StartAsync();
        await gone.DisposeAsync();
        var failure = await FailureAsync(() => SecretStory.AtTheService(gone).ReadAsync());
        Assert.Equal(FailureType.TransientError, failure.FailureType);
        Assert.StartsWith("The secret facebook could not be read: the service could not be reached (ConnectionRefused).", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_given_up()
    {
        using var end = new CancellationTokenSource();
        await using var server = await LoopbackHttp.StartAsync(context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, end.Token));
        var story = new SecretStory().With("AWS_ENDPOINT_URL", server.Address.AbsoluteUri);
        story.Clock.IsLate = true;
        var failure = await FailureAsync(() => story.ReadAsync());
        await end.CancelAsync();
        Assert.Equal(FailureType.TransientError, failure.FailureType);
        Assert.StartsWith("The secret facebook could not be read: the service did not answer in time.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_was_sent_or_came_is_repeated_in_a_failure()
    {
        await using var server = await SecretsServer.StartAsync((200, """{"SecretString":"EAAB-the-secret-text"}"""));
        var story = SecretStory.AtTheService(server);
        story.Credentials = () => new SessionAWSCredentials("ASIAEXAMPLE", SecretStory.SecretKey, "the-session-token");
        var failure = await FailureAsync(() => story.ReadAsync(SecretStory.Arn + ":token::"));
        var all = failure + failure.InternalMessage;
        Assert.All(
            [TheSecret, "EAAB", "ASIAEXAMPLE", SecretStory.SecretKey, "the-session-token", "AWS4-HMAC"],
            secret => Assert.DoesNotContain(secret, all, StringComparison.Ordinal));
    }

    private static async Task<ConnectorException> FailureOfCredentialsAsync(Exception exception)
    {
        await using var server = await SecretsServer.StartAsync(SecretsServer.Secret(TheSecret));
        var story = SecretStory.AtTheService(server);
        story.Credentials = () => new UnrenewableCredentials(exception);
        return await FailureAsync(() => story.ReadAsync());
    }

    private static Task<ConnectorException> FailureAsync(Func<Task> act) => Assert.ThrowsAsync<ConnectorException>(act);

    private sealed class UnrenewableCredentials(Exception exception) : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() => throw exception;
    }
}
