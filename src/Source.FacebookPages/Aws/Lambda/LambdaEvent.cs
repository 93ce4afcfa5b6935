using Source.FacebookPages.Unattended;

namespace Source.FacebookPages.Aws.Lambda;

/// <summary>What an invocation asks for. An absent key is null, as an absent option of the command line.</summary>
internal sealed record LambdaEvent
{
    /// <summary>What to do.</summary>
    public LambdaCommand Command { get; init; } = LambdaCommand.Sync;

    /// <summary>The configuration; there for every command but <c>spec</c>.</summary>
    public EventDocument? Config { get; init; }

    /// <summary>The configured catalog.</summary>
    public EventDocument? Catalog { get; init; }

    /// <summary>The connection's name, as <see cref="ConnectionId"/> allows; there for <c>sync</c>.</summary>
    public string? Connection { get; init; }

    /// <summary>Where states are kept, a <see cref="Storage.StorageAddress"/>; there for <c>sync</c>.</summary>
    public string? StateRegistry { get; init; }

    /// <summary>Where data goes, a <see cref="Storage.StorageAddress"/>; there for <c>sync</c>.</summary>
    public string? Output { get; init; }

    /// <summary>How many seconds the run may take, at least 1.</summary>
    public int? MaxRuntimeSeconds { get; init; }

    /// <summary>Which share of the Pages to read.</summary>
    public PagesShard? PagesShard { get; init; }

    /// <summary>For how many workers to plan, at least 1; never together with <see cref="PagesPerWorker"/>.</summary>
    public int? Workers { get; init; }

    /// <summary>How many Pages a worker gets, at least 1.</summary>
    public int? PagesPerWorker { get; init; }
}
