using System.Text;
using System.Text.Json.Nodes;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Source.FacebookPages.Aws;

namespace Source.FacebookPages.Tests.Aws;

/// <summary>What of an answer is the secret.</summary>
public sealed class SecretAnswerTests
{
    private const string What = "The secret facebook could not be read";

    [Theory]
    [InlineData("EAAB")]
    [InlineData("")]
    [InlineData("with \"quotes\", \\ and ümläuts 😀\n")]
    [InlineData("""{"access_token": "EAAB"}""")]
    public void The_whole_secret_is_its_text(string text) => Assert.Equal(text, Read(text));

    [Fact]
    public void A_binary_secret_is_the_text_that_its_bytes_are()
    {
        var content = new JsonObject { ["SecretString"] = null, ["SecretBinary"] = Convert.ToBase64String("ümläut"u8) }.ToJsonString();
        Assert.Equal("ümläut", SecretAnswer.ReadText(Encoding.UTF8.GetBytes(content), jsonKey: null, What));
    }

    [Theory]
    [InlineData("/////w==")]
    [InlineData("no base64!")]
    public void A_binary_secret_that_is_no_text_is_a_mistake(string base64)
    {
        var content = new JsonObject { ["SecretBinary"] = base64 }.ToJsonString();
        var failure = Assert.Throws<ConnectorException>(() => SecretAnswer.ReadText(Encoding.UTF8.GetBytes(content), jsonKey: null, What));
        Assert.Equal($"{What}: it is binary and no text in UTF-8. Store it as text.", failure.Message);
        Assert.Equal(FailureType.ConfigError, failure.FailureType);
    }

    [Theory]
    [InlineData("""{"token": "EAAB", "other": "x"}""", "EAAB")]
    [InlineData("""{"token": "a\"b"}""", "a\"b")]
    [InlineData("""{"token": {"access_token": "EAAB"}}""", """{"access_token": "EAAB"}""")]
    [InlineData("""{"token": 12345678901234567890}""", "12345678901234567890")]
    [InlineData("""{"token": ""}""", "")]
    public void A_key_of_a_JSON_object_is_its_value(string secret, string expected) => Assert.Equal(expected, Read(secret, "token"));

    [Theory]
    [InlineData("""{"Token": "EAAB"}""")]
    [InlineData("""{"token": null}""")]
    [InlineData("{}")]
    public void A_key_that_is_not_there_is_a_mistake_that_shows_nothing(string secret)
    {
        var failure = Assert.Throws<ConnectorException>(() => Read(secret, "token"));
        Assert.Equal($"{What}: its JSON object has no key token. Correct the secret or the reference; capitals count.", failure.Message);
        Assert.Equal(FailureType.ConfigError, failure.FailureType);
        Assert.DoesNotContain("EAAB", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EAAB")]
    [InlineData("[\"EAAB\"]")]
    [InlineData("{\"token\": \"EAAB\"")]
    [InlineData("")]
    public void A_key_of_what_is_no_JSON_object_is_a_mistake_that_shows_nothing(string secret)
    {
        var failure = Assert.Throws<ConnectorException>(() => Read(secret, "token"));
        Assert.Equal(
            $"{What}: its reference asks for the JSON key token, but the secret is no JSON object. Correct the secret, or leave the key out of the reference.", failure.Message);
        Assert.DoesNotContain("EAAB", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"__type": "ResourceNotFoundException", "Message": "text"}""", "ResourceNotFoundException", "text")]
    [InlineData("""{"__type": "com.amazonaws.secretsmanager#DecryptionFailure", "message": "text"}""", "DecryptionFailure", "text")]
    [InlineData("""{"__type":"InternalFailure"}""", "InternalFailure", "")]
    [InlineData("operation error Secrets Manager: GetSecretValue, https response error StatusCode: 400, RequestID: 1, api error AccessDeniedException: User: x", "AccessDeniedException", null)]
    [InlineData("operation error Secrets Manager: GetSecretValue, https response error StatusCode: 400, RequestID: 1, ResourceNotFoundException: Secrets Manager can't find the specified secret.", "ResourceNotFoundException", null)]
    [InlineData("operation error Secrets Manager: GetSecretValue, https response error StatusCode: 0, RequestID: , canceled, context deadline exceeded", null, null)]
    [InlineData("not ready to serve traffic, please wait", null, "not ready to serve traffic, please wait")]
    [InlineData("", null, "")]
    public void An_error_has_a_code_and_a_text(string body, string? code, string? text) => Assert.Equal((code, text ?? body), SecretAnswer.ReadError(Encoding.UTF8.GetBytes(body)));

    private static string Read(string secret, string? jsonKey = null) =>
        SecretAnswer.ReadText(Encoding.UTF8.GetBytes(new JsonObject { ["SecretString"] = secret }.ToJsonString()), jsonKey, What);
}
