using System.Text.Json.Nodes;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Amazon.Runtime;
using Source.FacebookPages.Aws;
using Source.FacebookPages.Configuration;
using TestKit;

namespace Source.FacebookPages.Tests.Aws;

/// <summary>Secrets from loopback servers that speak as AWS does.</summary>
public sealed class SecretReaderTests : IAsyncLifetime
{
    private const string Arn = "arn:aws:secretsmanager:eu-west-3:123456789012:secret:facebook-AbCdEf";

    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal) { ["AWS_REGION"] = "eu-central-1" };
    private readonly FastClock _clock = new(new DateTimeOffset(2026, 11, 22, 18, 0, 0, TimeSpan.Zero), speed: 50);
    private Func<AWSCredentials> _credentials = () => new SessionAWSCredentials("AKIATEST", "secretkeyoftest", "sessiontoken");
    private SecretsServer _service = null!;
    private SecretsServer _extension = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await SecretsServer.StartAsync();
        _extension = await SecretsServer.StartAsync();
        _variables["AWS_ENDPOINT_URL_SECRETS_MANAGER"] = _service.Address;
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _extension.DisposeAsync();
    }

    [Fact]
    public async Task The_service_is_asked_with_a_signature_that_holds()
    {
        _service.Answer("""{"ARN":"a","Name":"facebook","SecretString":"EAAtoken","VersionStages":["AWSCURRENT"]}""");

        Assert.Equal("EAAtoken", await ReadAsync("facebook/pages"));

        var request = Assert.Single(_service.Requests);
        Assert.Equal(("POST", "/"), (request.Method, request.Target));
        Assert.Equal("secretsmanager.GetSecretValue", request.Headers["x-amz-target"]);
        Assert.Equal("application/x-amz-json-1.1", request.Headers["content-type"]);
        Assert.Equal("sessiontoken", request.Headers["x-amz-security-token"]);
        Assert.Equal("""{"SecretId":"facebook/pages"}""", System.Text.Encoding.UTF8.GetString(request.Body));
        var (accessKey, scope, signed, signature) = SignatureCheck.Read(request.Headers["authorization"]);
        Assert.Equal(("AKIATEST", "20261122/eu-central-1/secretsmanager/aws4_request"), (accessKey, scope));
        Assert.Superset(new HashSet<string> { "host", "x-amz-date", "x-amz-target", "x-amz-security-token" }, signed.ToHashSet());
        Assert.Equal(
            SignatureCheck.SignatureOf("POST", "/", "", signed.ToDictionary(name => name, name => request.Headers[name]), SignatureCheck.Hash(request.Body), scope, "secretkeyoftest"),
            signature);
    }

    [Fact]
    public async Task An_ARN_says_region_stage_version_and_key()
    {
        _service.Answer(new JsonObject { ["SecretString"] = """{"token":"EAAtoken","other":1}""" }.ToJsonString());

        Assert.Equal("EAAtoken", await ReadAsync(Arn + ":token:AWSPREVIOUS:11111111-2222-3333-4444-555555555555", "eu-west-3"));

        var request = Assert.Single(_service.Requests);
        Assert.Equal(
            $$"""{"SecretId":"{{Arn}}","VersionStage":"AWSPREVIOUS","VersionId":"11111111-2222-3333-4444-555555555555"}""",
            System.Text.Encoding.UTF8.GetString(request.Body));
        Assert.Contains("/eu-west-3/secretsmanager/", request.Headers["authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_region_of_the_ARN_counts_more_than_that_of_the_surroundings()
    {
        _service.Answer("""{"SecretString":"x"}""");

        await ReadAsync(Arn);

        Assert.Contains("/eu-west-3/secretsmanager/", Assert.Single(_service.Requests).Headers["authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_binary_secret_is_text_in_disguise()
    {
        _service.Answer($$"""{"SecretBinary":"{{Convert.ToBase64String("EAAtoken"u8)}}"}""");

        Assert.Equal("EAAtoken", await ReadAsync("facebook"));
    }

    [Fact]
    public async Task The_extension_is_asked_where_it_is_and_the_service_is_not()
    {
        _variables["PARAMETERS_SECRETS_EXTENSION_HTTP_PORT"] = $"{_extension.Port}";
        _variables["AWS_SESSION_TOKEN"] = "sessiontoken";
        _extension.Answer("""{"SecretString":"EAAtoken"}""");

        Assert.Equal("EAAtoken", await ReadAsync(Arn + "::AWSPENDING:v1"));

        var request = Assert.Single(_extension.Requests);
        Assert.Equal(("GET", $"/secretsmanager/get?secretId={Uri.EscapeDataString(Arn)}&versionStage=AWSPENDING&versionId=v1"), (request.Method, request.Target));
        Assert.Equal("sessiontoken", request.Headers["x-aws-parameters-secrets-token"]);
        Assert.Empty(_service.Requests);
    }

    [Fact]
    public async Task A_fresh_value_is_not_taken_from_the_extension()
    {
        _variables["PARAMETERS_SECRETS_EXTENSION_HTTP_PORT"] = $"{_extension.Port}";
        _extension.Answer("""{"SecretString":"old"}""");
        _service.Answer("""{"SecretString":"new"}""");

        Assert.Equal("new", await ReadAsync("facebook", fresh: true));
        Assert.Empty(_extension.Requests);
    }

    [Fact]
    public async Task An_extension_that_is_not_ready_yet_is_waited_for()
    {
        _variables["PARAMETERS_SECRETS_EXTENSION_HTTP_PORT"] = $"{_extension.Port}";
        _extension.Answer("not ready to serve traffic, please wait", 400).Answer("not ready to serve traffic, please wait", 400).Answer("""{"SecretString":"x"}""");

        Assert.Equal("x", await ReadAsync("facebook"));
        Assert.Equal(3, _extension.Requests.Count);
    }

    [Fact]
    public async Task An_extension_that_refuses_is_told_with_the_right_that_may_be_missing()
    {
        _variables["PARAMETERS_SECRETS_EXTENSION_HTTP_PORT"] = $"{_extension.Port}";
        _extension.Answer("an unexpected error occurred while executing request", 400);

        var failure = await FailAsync("facebook");

        Assert.StartsWith("The secret facebook can't be read: the secrets extension answers 400", failure.Message, StringComparison.Ordinal);
        Assert.Contains("secretsmanager:GetSecretValue", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ResourceNotFoundException", "Secrets Manager can't find the specified secret.", 400, "there is no such secret", FailureType.ConfigError)]
    [InlineData("com.amazonaws#AccessDeniedException", "User: x is not authorized to perform: secretsmanager:GetSecretValue", 400, "Allow the role secretsmanager:GetSecretValue on the secret.", FailureType.ConfigError)]
    [InlineData("AccessDeniedException", "Access to KMS is not allowed", 400, "kms:Decrypt", FailureType.ConfigError)]
    [InlineData("DecryptionFailure", "no", 400, "kms:Decrypt", FailureType.ConfigError)]
    [InlineData("InvalidRequestException", "it was marked for deletion", 400, "restore it", FailureType.ConfigError)]
    [InlineData("ExpiredTokenException", "The security token included in the request is expired", 400, "does not accept the credentials", FailureType.ConfigError)]
    [InlineData("InternalServiceError", "oops", 500, "fails for now", FailureType.TransientError)]
    [InlineData("ThrottlingException", "Rate exceeded", 400, "fails for now", FailureType.TransientError)]
    public async Task Every_refusal_names_the_secret_the_cause_and_the_remedy(string type, string message, int status, string expected, FailureType failureType)
    {
        _service.Answer(new JsonObject { ["__type"] = type, ["Message"] = message }.ToJsonString(), status);

        var failure = await FailAsync("facebook");

        Assert.StartsWith("The secret facebook can't be read: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Equal(failureType, failure.FailureType);
        Assert.Equal(failureType == FailureType.TransientError ? 4 : 1, _service.Requests.Count);
    }

    [Fact]
    public async Task A_passing_fault_is_tried_again()
    {
        _service.Answer("", 503).Answer("""{"SecretString":"x"}""");

        Assert.Equal("x", await ReadAsync("facebook"));
    }

    [Theory]
    [InlineData("""{"SecretString":"EAAsecret"}""", "does not hold JSON, so there is no key token in it")]
    [InlineData("""{"SecretString":"[\"EAAsecret\"]"}""", "does not hold a JSON object")]
    [InlineData("""{"SecretString":"{\"tokens\":\"EAAsecret\"}"}""", "holds a JSON object without the key token")]
    [InlineData("""{"SecretBinary":"/////w=="}""", "is not text")]
    [InlineData("""{"Name":"facebook"}""", "has no value yet")]
    [InlineData("nonsense", "is not text")]
    public async Task A_value_of_another_form_is_told_without_a_word_of_it(string answer, string expected)
    {
        _service.Answer(answer);

        var failure = await FailAsync(Arn + ":token::");

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("EAAsecret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_told_with_what_to_check()
    {
        _variables["AWS_ENDPOINT_URL_SECRETS_MANAGER"] = "http://127.0.0.1:1";

        var failure = await FailAsync("facebook");

        Assert.Equal(FailureType.TransientError, failure.FailureType);
        Assert.Contains("127.0.0.1 does not answer", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_credentials_the_remedy_is_a_role()
    {
        _credentials = () => throw new AmazonClientException("Failed to resolve AWS credentials.");

        var failure = await FailAsync("facebook");

        Assert.Contains("there are no AWS credentials", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Give the task or function a role", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_common_endpoint_counts_where_there_is_none_of_the_service()
    {
        _variables.Remove("AWS_ENDPOINT_URL_SECRETS_MANAGER");
        _variables["AWS_ENDPOINT_URL"] = _service.Address;
        _service.Answer("""{"SecretString":"x"}""");

        Assert.Equal("x", await ReadAsync("facebook"));
    }

    private Task<string> ReadAsync(string reference, string? region = null, bool fresh = false) =>
        new SecretReader(new AwsSettings(name => _variables.GetValueOrDefault(name), _credentials), _clock)
            .ReadAsync(SecretReference.TryParse(reference)!, region, fresh, TestContext.Current.CancellationToken);

    private async Task<ConnectorException> FailAsync(string reference) => await Assert.ThrowsAnyAsync<ConnectorException>(() => ReadAsync(reference));
}
