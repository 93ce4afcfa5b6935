using Airbyte.Cdk;
using Airbyte.Protocol;
using Amazon;
using Amazon.Runtime;

namespace Source.FacebookPages.Aws;

/// <summary>What the AWS services take from their surroundings.</summary>
internal sealed record AwsSettings
{
    private const string IgnoreEndpoints = "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS";
    private const string AnyEndpoint = "AWS_ENDPOINT_URL";
    private static readonly string[] RegionVariables = ["AWS_REGION", "AWS_DEFAULT_REGION"];

    /// <summary>Environment variables, by name.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>Finds the credentials; may ask other machines, and throws when there are none.</summary>
    public Func<AWSCredentials> Credentials { get; init; } = AwsCredentialChain.Resolve;

    /// <summary>The region of the profile or the machine, or null; may ask the machine's metadata service over the network.</summary>
    public Func<RegionEndpoint?> MachineRegion { get; init; } = FallbackRegionFactory.GetRegionEndpoint;

    /// <summary>The text of a file of this machine, or null when it is not there or not for this process.</summary>
    public Func<string, string?> ReadFile { get; init; } = ReadFileOrNull;

    /// <summary>How often the SDK tries a call again.</summary>
    public int MaxRetries { get; init; } = 4;

    /// <summary>Measures the waits between attempts.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Spreads the waits: a number from 0 (inclusive) to 1 (exclusive).</summary>
    public Func<double> Chance { get; init; } = Airbyte.Cdk.Chance.Next;

    /// <summary>A variable; one that is set to nothing is not set.</summary>
    public string? Variable(string name) => Environment(name) is { Length: > 0 } value ? value : null;

    /// <summary>
    /// The address of a service that is not AWS's own, or null: <c>AWS_ENDPOINT_URL_</c> and the service's name, then <c>AWS_ENDPOINT_URL</c>
    /// (https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html).
    /// </summary>
    /// <param name="service">The service as the variable spells it: <c>S3</c>.</param>
    /// <exception cref="ConnectorException">It is no address.</exception>
    public Uri? EndpointOf(string service)
    {
        if (string.Equals(Variable(IgnoreEndpoints), "true", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        foreach (var name in new[] { $"{AnyEndpoint}_{service}", AnyEndpoint })
        {
            if (Variable(name) is { } text)
            {
                // The text is not repeated: an address may hold a password.
                return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                    ? address
                    : throw new ConnectorException(FailureType.ConfigError, $"The environment variable {name} must be the http or https address of a service, or absent.");
            }
        }

        return null;
    }

    /// <summary>The region that the environment names, or null.</summary>
    /// <exception cref="ConnectorException">It is no name of a region.</exception>
    public RegionEndpoint? RegionOfEnvironment()
    {
        var variable = RegionVariables.FirstOrDefault(name => Variable(name) is not null);
        if (variable is null)
        {
            return null;
        }

        var region = Variable(variable)!;
        return IsRegion(region)
            ? RegionEndpoint.GetBySystemName(region)
            : throw new ConnectorException(FailureType.ConfigError, $"The environment variable {variable} is not the name of a region such as eu-central-1.");
    }

    /// <summary>The region of the environment, the profile or the machine, or null. May ask the machine's metadata service over the network.</summary>
    public RegionEndpoint? FindRegion()
    {
        try
        {
            return RegionOfEnvironment() ?? MachineRegion();
        }
        catch (AmazonClientException)
        {
            // A profile without a region, or a machine that names none.
            return null;
        }
    }

    /// <summary>The credentials. May ask other machines.</summary>
    /// <param name="what">What can't be done without.</param>
    /// <exception cref="ConnectorException">There are none.</exception>
    public AWSCredentials FindCredentials(string what)
    {
        try
        {
            return Credentials();
        }
        catch (Exception exception)
        {
            throw AwsFailures.NoCredentials(what, exception);
        }
    }

    private static string? ReadFileOrNull(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether a text may be the name of a region, now or in times to come.</summary>
    public static bool IsRegion(string text) => text.Length > 0 && text.All(character => char.IsAsciiLetterOrDigit(character) || character == '-');
}
