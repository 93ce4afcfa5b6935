using Facebook.Graph;

namespace Source.FacebookPages.Pages;

/// <summary>
/// The search for Pages, answer by answer. The request for the next answer is under way while the Pages of the last one are put to use. For one caller at a time.
/// </summary>
internal sealed class PageSearch : IAsyncDisposable
{
    private readonly PageDiscovery _discovery;
    private readonly IReadOnlyCollection<string> _alsoWanted;
    private readonly CancellationTokenSource _stop;
    private readonly List<Page> _found = [];
    private PageCredentials _credentials;
    private IAsyncEnumerator<IReadOnlyList<Page>> _answers;
    private Task<bool> _next;

    /// <summary>Begins to search.</summary>
    /// <param name="discovery">Finds the Pages.</param>
    /// <param name="credentials">The tokens to find them with.</param>
    /// <param name="alsoWanted">Pages to look up if no list has them.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public PageSearch(PageDiscovery discovery, PageCredentials credentials, IReadOnlyCollection<string> alsoWanted, CancellationToken cancellationToken)
    {
        _discovery = discovery;
        _alsoWanted = alsoWanted;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _credentials = credentials;
        (_answers, _next) = Begin();
    }

    /// <summary>The Pages that were found so far. It is the whole once <see cref="IsComplete"/>; the Pages that are missing are known only then.</summary>
    public PageDirectory Directory => _discovery.Directory;

    /// <summary>Whether the one token is a Page's own; known after the first answer.</summary>
    public bool IsPageToken => _discovery.IsPageToken;

    /// <summary>Whether everything was found.</summary>
    public bool IsComplete => _next is { IsCompletedSuccessfully: true, Result: false };

    /// <summary>Waits for the next answer.</summary>
    /// <exception cref="GraphException">The token can't be used, or Facebook can't be reached. The search is over, unless it is begun anew.</exception>
    public async Task AdvanceAsync()
    {
        if (await _next)
        {
            _found.AddRange(_answers.Current);
            _next = _answers.MoveNextAsync().AsTask();
        }
    }

    /// <summary>Begins anew with other tokens after a failure, unless they failed too. What was found stays found.</summary>
    public async Task<bool> TryBeginAnewAsync(PageCredentials credentials)
    {
        if (credentials == _credentials)
        {
            return false;
        }

        _credentials = credentials;
        await _answers.DisposeAsync();
        (_answers, _next) = Begin();
        return true;
    }

    /// <summary>What was found since this was last asked; with the last answer, what is missing too.</summary>
    public PageFinding Take()
    {
        IReadOnlyList<Page> found = [.. _found];
        _found.Clear();
        return new PageFinding(found, IsComplete ? [.. Directory.Missing.Values] : [], IsComplete);
    }

    /// <summary>Gives up the request that is under way.</summary>
    public void Stop() => _stop.Cancel();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await ((Task)_next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _answers.DisposeAsync();
        _stop.Dispose();
    }

    private (IAsyncEnumerator<IReadOnlyList<Page>> Answers, Task<bool> Next) Begin()
    {
        var answers = _discovery.FindAsync(_credentials, _alsoWanted, CallLimits.None, _stop.Token).GetAsyncEnumerator(_stop.Token);
        return (answers, answers.MoveNextAsync().AsTask());
    }
}
