using Source.FacebookPages.Configuration;

namespace Source.FacebookPages.Tests.Configuration;

public class SecretReferenceTests
{
    private const string Arn = "arn:aws:secretsmanager:us-west-2:123456789012:secret:prod/pages-AbCdEf";

    [Theory]
    [InlineData("", null, null, null)]
    [InlineData(":", null, null, null)]
    [InlineData(":::", null, null, null)]
    [InlineData(":token", "token", null, null)]
    [InlineData(":token::", "token", null, null)]
    [InlineData("::AWSPREVIOUS:", null, "AWSPREVIOUS", null)]
    [InlineData(":::9d4cb84b", null, null, "9d4cb84b")]
    [InlineData(":token:AWSCURRENT:9d4cb84b", "token", "AWSCURRENT", "9d4cb84b")]
    public void What_follows_the_ARN_names_key_stage_and_version(string suffix, string? key, string? stage, string? version)
    {
        var reference = SecretReference.TryParse(Arn + suffix);

        Assert.Equal(
            new SecretReference { SecretId = Arn, Region = "us-west-2", JsonKey = key, VersionStage = stage, VersionId = version },
            reference);
    }

    [Theory]
    [InlineData("pages")]
    [InlineData("prod/facebook/pages")]
    [InlineData("rds!db-1234")]
    public void A_name_is_the_whole_reference(string name)
    {
        Assert.Equal(new SecretReference { SecretId = name }, SecretReference.TryParse(name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("pages:token")]
    [InlineData("arn:")]
    [InlineData("arn:aws:secretsmanager:us-west-2:123456789012:secret")]
    [InlineData("arn:aws:secretsmanager:us-west-2:123456789012:secret:")]
    [InlineData("arn:aws:s3:us-west-2:123456789012:secret:pages")]
    [InlineData("arn:aws:secretsmanager::123456789012:secret:pages")]
    [InlineData("arn:aws:secretsmanager:us-west-2:12345678901x:secret:pages")]
    [InlineData("arn:aws:secretsmanager:us-west-2:123456789012:secret:pages:a:b:c:d")]
    public void Anything_else_is_no_reference(string text)
    {
        Assert.Null(SecretReference.TryParse(text));
    }
}
