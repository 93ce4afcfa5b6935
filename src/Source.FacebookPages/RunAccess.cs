using Airbyte.Cdk;
using Facebook.Graph;
using Microsoft.Extensions.Logging;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Failures;
using Source.FacebookPages.Pages;
using Source.FacebookPages.Unattended;

namespace Source.FacebookPages;

/// <summary>The way to Facebook of a run: with the credentials that are configured, and with those that have taken their place in a secret when Facebook refuses them.</summary>
internal sealed class RunAccess(SourceConfig config, CredentialsSource credentials, RunLimits limits, ConnectorServices services) : IDisposable
{
    /// <summary>The way that is used now; null before the first use.</summary>
    public GraphAccess? Current { get; private set; }

    /// <summary>The way that is used now.</summary>
    /// <exception cref="ConnectorException">The credentials can't be read.</exception>
    public async Task<GraphAccess> OpenAsync(CancellationToken cancellationToken) => Current ??= With(await credentials.ReadAsync(cancellationToken));

    /// <summary>A way with the credentials that a secret holds by now, in place of the one before; null when they are those that were refused.</summary>
    public async Task<GraphAccess?> TryRotateAsync(CancellationToken cancellationToken)
    {
        if (await credentials.ReadAgainAsync(cancellationToken) is not { } rotated)
        {
            return null;
        }

        Current?.Dispose();
        return Current = With(rotated);
    }

    /// <summary>The tokens of rotated credentials for a run that is under way, and keeps its client; null when there are none that can be used.</summary>
    public async Task<PageCredentials?> RotatedTokensAsync(CancellationToken cancellationToken)
    {
        if (await credentials.ReadAgainAsync(cancellationToken) is not { } rotated)
        {
            return null;
        }

        try
        {
            var access = await OpenAsync(cancellationToken);
            return await new CredentialsResolution(access.Edges, rotated, services).ResolveAsync(CallLimits.None, cancellationToken);
        }
        catch (GraphException exception)
        {
            services.Log.LogWarning("The rotated credentials can't be used either: {Error}", GraphFailures.Describe(exception.Error));
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Current?.Dispose();
        credentials.Dispose();
    }

    private GraphAccess With(Credentials own) => new(config with { Credentials = own }, limits.StopBy, services);
}
