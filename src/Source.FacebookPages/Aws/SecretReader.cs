using Source.FacebookPages.Configuration;

namespace Source.FacebookPages.Aws;

/// <summary>Reads secrets of AWS Secrets Manager: through the Lambda extension or the agent where there is one, else directly. Nothing is asked of AWS before the first call.</summary>
/// <param name="settings">What it takes from its surroundings.</param>
internal sealed class SecretReader(AwsSettings settings) : ISecretReader
{
    /// <inheritdoc/>
    public async Task<string> ReadAsync(SecretReference reference, string? region, bool fresh, CancellationToken cancellationToken)
    {
        var what = $"The secret {reference.SecretId} could not be read";
        try
        {
            var answer = IsForExtension(reference, region, fresh)
                ? await SecretsExtension.GetSecretValueAsync(reference, settings, what, cancellationToken)
                : await SecretsManagerClient.GetSecretValueAsync(reference, region, settings, what, cancellationToken);
            return SecretAnswer.ReadText(answer, reference.JsonKey, what);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            throw SecretFailures.Of(exception, what, reference);
        }
    }

    // The extension keeps copies for minutes, and has no documented way to refresh one; it knows the region of the function only.
    private bool IsForExtension(SecretReference reference, string? region, bool fresh) =>
        !fresh && SecretsExtension.IsThere(settings) && ((region ?? reference.Region) is not { } wanted || settings.RegionOfEnvironment()?.SystemName is not { } own || wanted == own);
}
