using System.Text.Json;

namespace Airbyte.Cdk.Tests;

public sealed class ConfigurationSecretsTests
{
    private const string Specification =
        """
        {"documentationUrl": "https://example.org", "connectionSpecification": {"type": "object", "properties": {
          "credentials": {"type": "object", "oneOf": [
            {"properties": {"auth_type": {"const": "access_token"}, "access_token": {"type": "string", "airbyte_secret": true},
                            "app_secret": {"type": "string", "airbyte_secret": true}, "client_id": {"type": "string"}}},
            {"properties": {"auth_type": {"const": "page_access_tokens"}, "page_tokens": {"type": "array", "items":
              {"type": "object", "properties": {"page_id": {"type": "string"}, "access_token": {"type": "string", "airbyte_secret": true}}}}}}]},
          "keys": {"type": "array", "items": {"type": "string", "airbyte_secret": true}},
          "pin": {"type": "integer", "airbyte_secret": true},
          "start_date": {"type": "string"}, "page_ids": {"type": "array", "items": {"type": "string"}}}}}
        """;

    [Theory]
    [InlineData("the chosen variant", """{"credentials": {"auth_type": "access_token", "access_token": "S3cret", "client_id": "public"}}""")]
    [InlineData("another variant than the chosen one", """{"credentials": {"auth_type": "page_access_tokens", "access_token": "S3cret"}}""")]
    [InlineData("no variant chosen", """{"credentials": {"app_secret": "S3cret"}}""")]
    [InlineData("items of a list", """{"credentials": {"page_tokens": [{"page_id": "public"}, {"page_id": "public", "access_token": "S3cret"}]}}""")]
    [InlineData("a list of secrets", """{"keys": ["S3cret"]}""")]
    [InlineData("at the wrong level", """{"access_token": "S3cret", "start_date": "public"}""")]
    [InlineData("too deep", """{"extra": [{"credentials": {"credentials": {"access_token": "S3cret"}}}]}""")]
    [InlineData("a list instead of a text", """{"credentials": {"access_token": ["S3cret"]}}""")]
    [InlineData("an object instead of a text", """{"credentials": {"access_token": {"value": {"text": "S3cret"}}}}""")]
    [InlineData("a text instead of the credentials", """{"credentials": "S3cret"}""")]
    [InlineData("a list instead of the credentials", """{"credentials": ["S3cret"]}""")]
    [InlineData("a text instead of the list of tokens", """{"credentials": {"page_tokens": "S3cret"}}""")]
    [InlineData("texts instead of the objects in the list", """{"credentials": {"page_tokens": ["S3cret"]}}""")]
    [InlineData("a configuration that is only a text", "\"S3cret\"")]
    public void A_secret_is_found_in(string place, string configuration)
    {
        var redacted = Redact(configuration, "S3cret and public");

        Assert.True(redacted == "**** and public", $"{place}: {redacted}");
    }

    [Theory]
    [InlineData("""{"start_date": "2026-01-01", "page_ids": ["111222333"]}""")]
    [InlineData("""{"credentials": null}""")]
    [InlineData("""{"credentials": {"access_token": null, "app_secret": true, "client_id": "111222333"}}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("7")]
    public void Nothing_else_is_taken_for_a_secret(string configuration) =>
        Assert.Equal("2026-01-01 111222333 true", Redact(configuration, "2026-01-01 111222333 true"));

    [Fact]
    public void A_number_may_be_a_secret() => Assert.Equal("pin ****", Redact("""{"pin": 987654}""", "pin 987654"));

    [Fact]
    public void A_specification_without_secrets_or_that_is_odd_does_no_harm()
    {
        foreach (var specification in new[] { "{}", "[]", """{"connectionSpecification": {"properties": [], "oneOf": {}, "items": 5}}""" })
        {
            using var spec = JsonDocument.Parse(specification);
            using var configuration = JsonDocument.Parse("""{"access_token": "visible"}""");
            var redactor = new SecretRedactor();
            redactor.AddFromConfiguration(configuration.RootElement, spec.RootElement);

            Assert.Equal("visible", redactor.Redact("visible"));
        }
    }

    private static string Redact(string configuration, string text)
    {
        using var spec = JsonDocument.Parse(Specification);
        using var document = JsonDocument.Parse(configuration);
        var redactor = new SecretRedactor();
        redactor.AddFromConfiguration(document.RootElement, spec.RootElement);
        return redactor.Redact(text);
    }
}
