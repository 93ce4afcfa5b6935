using Airbyte.Cdk;
using Airbyte.Protocol;
using TestKit.Aws;

namespace Source.FacebookPages.Tests.Aws;

/// <summary>Reading a secret through the Lambda extension, or through the agent, which speaks the same protocol.</summary>
public sealed class SecretsExtensionTests
{
    private const string TheSecret = "EAAB-the-secret-text";

    [Fact]
    public async Task It_asks_with_the_functions_token_and_without_credentials()
    {
        await using var server = await SecretsServer.StartAsync(SecretsServer.Secret(TheSecret));
        var story = SecretStory.AtTheExtension(server);
        story.Credentials = () => throw new InvalidOperationException("Credentials are not needed.");
        Assert.Equal(TheSecret, await story.ReadAsync());

        var request = Assert.Single(server.Requests);
        Assert.Equal(("GET", "/secretsmanager/get?secretId=facebook"), (request.Method, request.Target));
        Assert.Equal("the-session-token", request.Header("X-Aws-Parameters-Secrets-Token"));
        Assert.Null(request.Header("Authorization"));
        // The agent refuses what may have been forwarded.
        Assert.Null(request.Header("X-Forwarded-For"));
    }

    [Fact]
    public async Task An_ARN_and_a_version_are_asked_for()
    {
        await using var server = await SecretsServer.StartAsync(SecretsServer.Secret("""{"token": "EAAB"}"""));
        Assert.Equal("EAAB", await SecretStory.AtTheExtension(server).ReadAsync(SecretStory.Arn + ":token:AWSPREVIOUS:a1b2c3"));
        Assert.Equal($"/secretsmanager/get?secretId={Uri.EscapeDataString(SecretStory.Arn)}&versionStage=AWSPREVIOUS&versionId=a1b2c3", server.Requests[0].Target);
    }

    [Fact]
    public async Task A_copy_that_will_not_do_is_read_from_the_service()
    {
        await using var extension = await SecretsServer.StartAsync(SecretsServer.Secret("old"));
        await using var service = await SecretsServer.StartAsync(SecretsServer.Secret("new"));
        var story = SecretStory.AtTheExtension(extension).With("AWS_ENDPOINT_URL_SECRETS_MANAGER", service.Address.AbsoluteUri);
        Assert.Equal("old", await story.ReadAsync());
        Assert.Equal("new", await story.ReadAsync(fresh: true));
        Assert.Single(extension.Requests);
    }

    [Theory]
    [InlineData(SecretStory.Arn, null, "eu-central-1", true)]
    [InlineData(SecretStory.Arn, null, "us-east-1", false)]
    [InlineData("facebook", "us-west-2", "us-east-1", false)]
    [InlineData("facebook", null, "us-east-1", true)]
    [InlineData("facebook", "us-west-2", "", true)]
    public async Task A_secret_of_another_region_is_read_from_the_service(string reference, string? region, string own, bool throughExtension)
    {
        await using var extension = await SecretsServer.StartAsync(SecretsServer.Secret(TheSecret));
        await using var service = await SecretsServer.StartAsync(SecretsServer.Secret(TheSecret));
        await SecretStory.AtTheExtension(extension).With("AWS_ENDPOINT_URL", service.Address.AbsoluteUri).With("AWS_REGION", own).ReadAsync(reference, region);
        Assert.Equal((throughExtension ? 1 : 0, throughExtension ? 0 : 1), (extension.Requests.Count, service.Requests.Count));
    }

    [Fact]
    public async Task An_extension_that_is_not_ready_is_waited_for()
    {
        await using var server = await SecretsServer.StartAsync(
            (400, "not ready to serve traffic, please wait"),
            (503, "Serving not enabled. Hit the /start_serving endpoint to enable serving requests."),
            (400, "operation error Secrets Manager: GetSecretValue, https response error StatusCode: 0, RequestID: , canceled, context deadline exceeded"),
            (0, ""),
            SecretsServer.Secret(TheSecret));
        var story = SecretStory.AtTheExtension(server);
        Assert.Equal(TheSecret, await story.ReadAsync());
        Assert.Equal(5, server.Requests.Count);
        Assert.Equal(4, story.Clock.Waits.Count);
        Assert.InRange(story.Clock.Waits.Sum(wait => wait.TotalSeconds), 1, 30);
    }

    [Theory]
    [InlineData(400, "not ready to serve traffic, please wait")]
    [InlineData(0, "")]
    public async Task An_extension_that_never_gets_ready_is_a_passing_fault(int status, string text)
    {
        await using var server = await SecretsServer.StartAsync((status, text));
        var failure = await FailureAsync(() => SecretStory.AtTheExtension(server).ReadAsync());
        Assert.Equal(FailureType.TransientError, failure.FailureType);
        Assert.Equal(
            $"The secret facebook could not be read: the Lambda extension or the agent does not answer at PARAMETERS_SECRETS_EXTENSION_HTTP_PORT ({server.Address.Port}). "
            + "Add its layer or start it, remove the variable to ask AWS directly, or try again later.",
            failure.Message);
        Assert.Equal(5, server.Requests.Count);
    }

    [Fact]
    public async Task An_extension_that_is_not_there_is_a_passing_fault()
    {
        var gone = await SecretsServer.StartAsync();
        await gone.DisposeAsync();
        var failure = await FailureAsync(() => SecretStory.AtTheExtension(gone).ReadAsync());
        Assert.Equal(FailureType.TransientError, failure.FailureType);
        Assert.Contains("does not answer at PARAMETERS_SECRETS_EXTENSION_HTTP_PORT", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWS_TOKEN", "AWS_SESSION_TOKEN", "first")]
    [InlineData("AWS_TOKEN", "AWS_SESSION_TOKEN", "second")]
    [InlineData("AWS_SESSION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN", "second")]
    public async Task The_agents_tokens_are_tried_in_its_order(string first, string second, string right)
    {
        await using var server = await SecretsServer.StartAsync(SecretsServer.Secret(TheSecret));
        server.LetsIn = request => request.Header("X-Aws-Parameters-Secrets-Token") == right;
        Assert.Equal(TheSecret, await SecretStory.AtTheExtension(server, token: null).With(first, "first").With(second, "second").ReadAsync());
        Assert.Equal(right == "first" ? 1 : 2, server.Requests.Count);
    }

    [Fact]
    public async Task The_agents_token_may_be_in_a_file()
    {
        await using var server = await SecretsServer.StartAsync(SecretsServer.Secret(TheSecret));
        server.LetsIn = request => request.Header("X-Aws-Parameters-Secrets-Token") == "of-the-file";
        var named = SecretStory.AtTheExtension(server, token: null).With("AWS_TOKEN", "file:///run/token");
        named.Files["/run/token"] = "of-the-file\n";
        Assert.Equal(TheSecret, await named.ReadAsync());

        var installed = SecretStory.AtTheExtension(server, token: "of-the-role");
        installed.Files["/var/run/awssmatoken"] = "of-the-file\n";
        Assert.Equal(TheSecret, await installed.ReadAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong-token-1234")]
    public async Task Without_the_right_token_it_says_where_to_put_it(string? token)
    {
        await using var server = await SecretsServer.StartAsync(SecretsServer.Secret(TheSecret));
        server.LetsIn = _ => false;
        var failure = await FailureAsync(() => SecretStory.AtTheExtension(server, token).ReadAsync());
        Assert.Equal(FailureType.ConfigError, failure.FailureType);
        Assert.Equal(
            $"The secret facebook could not be read: the Lambda extension or the agent at PARAMETERS_SECRETS_EXTENSION_HTTP_PORT ({server.Address.Port}) does not let this process in. "
            + "Give it the same token: in AWS_SESSION_TOKEN or AWS_TOKEN, or in the readable file /var/run/awssmatoken.",
            failure.Message);
        Assert.DoesNotContain("wrong-token", failure + failure.InternalMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ResourceNotFoundException", "there is no such secret")]
    [InlineData("AccessDeniedException", "Allow secretsmanager:GetSecretValue")]
    [InlineData("DecryptionFailure", "Allow kms:Decrypt")]
    [InlineData("InvalidRequestException", "the secret's state does not permit it")]
    public async Task A_refusal_of_the_service_behind_it_has_its_remedy(string code, string text)
    {
        foreach (var answer in new[] { SecretsServer.Refusal(code), SecretsServer.Refusal(code, status: 403), SecretsServer.ExtensionRefusal(code) })
        {
            await using var server = await SecretsServer.StartAsync(answer);
            var failure = await FailureAsync(() => SecretStory.AtTheExtension(server).ReadAsync());
            Assert.Equal(FailureType.ConfigError, failure.FailureType);
            Assert.Contains(text, failure.Message, StringComparison.Ordinal);
            Assert.Single(server.Requests);
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("http")]
    [InlineData("-1")]
    public async Task A_port_that_is_none_is_a_mistake(string port)
    {
        var failure = await FailureAsync(() => new SecretStory().With("PARAMETERS_SECRETS_EXTENSION_HTTP_PORT", port).ReadAsync());
        Assert.Equal(FailureType.ConfigError, failure.FailureType);
        Assert.Equal("The environment variable PARAMETERS_SECRETS_EXTENSION_HTTP_PORT must be the port of the Lambda extension or the agent, or absent.", failure.Message);
    }

    [Fact]
    public async Task An_answer_without_a_secret_is_a_passing_fault()
    {
        foreach (var body in new[] { "", "<html>", "[]", "{}", """{"SecretString": null}""", """{"SecretString": 5}""" })
        {
            await using var server = await SecretsServer.StartAsync((200, body));
            var failure = await FailureAsync(() => SecretStory.AtTheExtension(server).ReadAsync());
            Assert.Equal(FailureType.TransientError, failure.FailureType);
            Assert.StartsWith("The secret facebook could not be read: the answer holds no secret.", failure.Message, StringComparison.Ordinal);
        }
    }

    private static Task<ConnectorException> FailureAsync(Func<Task> act) => Assert.ThrowsAsync<ConnectorException>(act);
}
