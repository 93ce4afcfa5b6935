using System.Collections.Concurrent;
using Airbyte.Cdk;
using Facebook.Graph;
using Microsoft.Extensions.Logging;
using Source.FacebookPages.Failures;

namespace Source.FacebookPages.Pages;

/// <summary>
/// Makes calls with a Page's token. A token that Facebook refuses is fetched anew once; what the answer tells decides whether the Page alone is lost or the
/// whole access.
/// </summary>
/// <param name="client">Makes the calls.</param>
/// <param name="edges">Fetches Page tokens.</param>
/// <param name="owner">The token that gives Page tokens, or null when each Page's token was given.</param>
/// <param name="isPageToken">Whether <paramref name="owner"/> is itself a Page's token.</param>
/// <param name="redactor">Takes new tokens.</param>
/// <param name="log">Takes what was done.</param>
internal sealed class PageCaller(GraphClient client, GraphEdges edges, AccessToken? owner, bool isPageToken, SecretRedactor redactor, ILogger log) : IDisposable
{
    private AccessToken? _owner = owner;
    private readonly SemaphoreSlim _renewing = new(1, 1);
    private readonly ConcurrentDictionary<string, byte> _deadPageTokens = new(StringComparer.Ordinal);
    private SyncAbortedException? _dead;

    /// <summary>Gives the tokens that have replaced those of the beginning, or null when nothing has: asked when Facebook refuses them.</summary>
    /// <value>Default: nothing ever replaces them.</value>
    public Func<CancellationToken, Task<PageCredentials?>> RotatedAsync { get; init; } = static _ => Task.FromResult<PageCredentials?>(null);

    /// <summary>How many Pages have a token of their own that was given; 0 when they come from an owner.</summary>
    public int GivenTokens { get; init; }

    /// <summary>Makes a call for a Page.</summary>
    /// <exception cref="PageLostException">This Page can't be read any more.</exception>
    /// <exception cref="SyncAbortedException">Nothing can be read any more.</exception>
    /// <exception cref="GraphException">The call failed for another reason.</exception>
    public async Task<T> CallAsync<T>(Page page, Func<AccessToken, GraphRequest> request, GraphResponseReader<T> read, CancellationToken cancellationToken)
    {
        while (true)
        {
            ThrowIfDead(page);
            var token = page.Token;
            try
            {
                return await client.GetAsync(request(token), read, cancellationToken);
            }
            catch (GraphException exception) when (GraphFailures.ConcernsEverything(exception.Kind))
            {
                throw Die(exception);
            }
            catch (GraphException exception) when (IsLoss(exception.Kind))
            {
                await RenewAsync(page, token, exception, cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _renewing.Dispose();

    private static bool IsLoss(GraphErrorKind kind) =>
        kind is GraphErrorKind.TokenInvalid or GraphErrorKind.PageTokenRequired or GraphErrorKind.PermissionMissing or GraphErrorKind.PageUnavailable;

    // Returns when the Page has a fresh token to try; throws otherwise.
    private async Task RenewAsync(Page page, AccessToken refused, GraphException cause, CancellationToken cancellationToken)
    {
        var tokenIsSuspect = cause.Error.Code == 190 || cause.Kind is GraphErrorKind.TokenInvalid or GraphErrorKind.PageTokenRequired;
        if (_owner is null || isPageToken)
        {
            if (tokenIsSuspect && !page.TokenWasRenewed && await RotatedTokenOfAsync(page, refused, cancellationToken) is { } rotated)
            {
                page.Renew(rotated);
                return;
            }

            throw cause.Kind == GraphErrorKind.TokenInvalid && _owner is not null ? Die(cause) : Lost(page, cause);
        }

        if (page.TokenWasRenewed || !tokenIsSuspect)
        {
            throw Lost(page, cause);
        }

        await _renewing.WaitAsync(cancellationToken);
        try
        {
            ThrowIfDead(page);
            var entry = await FetchAsync(page, cancellationToken);
            if (entry.Token is null || entry.Token.Equals(refused))
            {
                throw Lost(page, cause);
            }

            entry.Token.Reveal(redactor.Add);
            page.Renew(entry.Token);
            log.LogInformation("{Page}: Facebook refused the Page token ({Codes}); a fresh one was fetched.", page, GraphFailures.Codes(cause.Error));
        }
        catch (GraphException exception) when (exception.Kind == GraphErrorKind.TokenInvalid || GraphFailures.ConcernsEverything(exception.Kind))
        {
            throw Die(exception);
        }
        catch (GraphException exception) when (IsLoss(exception.Kind))
        {
            throw Lost(page, cause);
        }
        finally
        {
            _renewing.Release();
        }
    }

    // The token of a Page that was given by the configuration, if another one has taken its place.
    private async Task<AccessToken?> RotatedTokenOfAsync(Page page, AccessToken refused, CancellationToken cancellationToken)
    {
        var token = await RotatedAsync(cancellationToken) switch
        {
            PageCredentials.OneToken one when isPageToken => one.Token,
            PageCredentials.TokenPerPage perPage when !isPageToken => perPage.Tokens.GetValueOrDefault(page.Id),
            _ => null,
        };
        return token is null || token.Equals(refused) ? null : token;
    }

    // Asks for the Page's token with the owner's, and once more with the one that has replaced the owner's. Under the gate.
    private async Task<PageEntry> FetchAsync(Page page, CancellationToken cancellationToken)
    {
        try
        {
            return await edges.PageAsync(page.Id, _owner!, CallLimits.None, cancellationToken);
        }
        catch (GraphException exception) when (exception.Kind == GraphErrorKind.TokenInvalid)
        {
            if (await RotatedAsync(cancellationToken) is not PageCredentials.OneToken one || one.Token.Equals(_owner))
            {
                throw;
            }

            _owner = one.Token;
        }

        return await edges.PageAsync(page.Id, _owner, CallLimits.None, cancellationToken);
    }

    private Exception Lost(Page page, GraphException cause)
    {
        var lost = new PageLostException($"{page} can't be read any more: {GraphFailures.Describe(cause.Error)} {GraphFailures.Remedy(cause)}", cause);
        if (cause.Kind != GraphErrorKind.TokenInvalid)
        {
            return lost;
        }

        // One dead token concerns its Page; when not a single one is left, it is the configuration that has to be mended.
        page.Loss = lost;
        return _deadPageTokens.TryAdd(page.Id, 0) && _deadPageTokens.Count == GivenTokens ? Die(cause) : lost;
    }

    private SyncAbortedException Die(GraphException exception)
    {
        var death = GraphFailures.ToSyncAborted(exception, "Facebook does not accept the credentials any more; what was read until then is kept");
        Interlocked.CompareExchange(ref _dead, death, null);
        return death;
    }

    // No call is made with a token that is known to be dead.
    private void ThrowIfDead(Page page)
    {
        if (page.Loss is { } loss)
        {
            throw new PageLostException(loss.Message, (GraphException?)loss.InnerException);
        }

        if (Volatile.Read(ref _dead) is { } death)
        {
            throw new SyncAbortedException(death.FailureType, death.Message, death.InternalMessage, death);
        }
    }
}
