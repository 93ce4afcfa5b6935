using Amazon.Runtime;
using Source.FacebookPages.Aws;
using Source.FacebookPages.Configuration;
using TestKit.Aws;

namespace Source.FacebookPages.Tests.Aws;

/// <summary>A reader of secrets with surroundings of its own, and a clock on which waiting takes no time.</summary>
internal sealed class SecretStory
{
    public const string Arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:facebook-AbCdEf";
    public const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    public static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

    public Func<AWSCredentials> Credentials { get; set; } = () => new BasicAWSCredentials("AKIDEXAMPLE", SecretKey);

    public EagerClock Clock { get; } = new(Now);

    public static SecretStory AtTheService(SecretsServer server)
    {
        var story = new SecretStory();
        story.Environment["AWS_ENDPOINT_URL_SECRETS_MANAGER"] = server.Address.AbsoluteUri;
        return story;
    }

    public static SecretStory AtTheExtension(SecretsServer server, string? token = "the-session-token")
    {
        var story = new SecretStory();
        story.Environment["PARAMETERS_SECRETS_EXTENSION_HTTP_PORT"] = $"{server.Address.Port}";
        if (token is not null)
        {
            story.Environment["AWS_SESSION_TOKEN"] = token;
        }

        return story;
    }

    public SecretStory With(string variable, string value)
    {
        Environment[variable] = value;
        return this;
    }

    public async Task<string> ReadAsync(string reference = "facebook", string? region = null, bool fresh = false)
    {
        var reader = new SecretReader(new AwsSettings
        {
            Environment = Environment.GetValueOrDefault,
            ReadFile = Files.GetValueOrDefault,
            Credentials = () => Credentials(),
            MachineRegion = () => null,
            Time = Clock,
            Chance = () => 0.5,
        });
        return await reader.ReadAsync(SecretReference.TryParse(reference)!, region, fresh, TestContext.Current.CancellationToken);
    }
}
