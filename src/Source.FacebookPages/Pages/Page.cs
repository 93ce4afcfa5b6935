using Facebook.Graph;
using Source.FacebookPages.Failures;

namespace Source.FacebookPages.Pages;

/// <summary>A Page that can be read.</summary>
/// <param name="id">The numeric id.</param>
/// <param name="name">The changeable name, or null when it is not known.</param>
/// <param name="token">Its access token.</param>
/// <param name="tasks">What the token's owner may do there, or null when Facebook did not say.</param>
internal sealed class Page(string id, string? name, AccessToken token, IReadOnlyList<string>? tasks)
{
    /// <summary>The numeric id.</summary>
    public string Id => id;

    /// <summary>The changeable name, or null.</summary>
    public string? Name => name;

    /// <summary>What the token's owner may do there, or null.</summary>
    public IReadOnlyList<string>? Tasks => tasks;

    /// <summary>The token to use now. Replaced at most once in a run, by whoever reads the Page.</summary>
    public AccessToken Token { get; private set; } = token;

    /// <summary>Whether the token was replaced.</summary>
    public bool TokenWasRenewed { get; private set; }

    /// <summary>How much data one call for this Page may ask for; learnt in this run.</summary>
    public DataLimit Limit { get; } = new();

    /// <summary>What was asked of the Page for all periods at once, until each has been read.</summary>
    public PeriodAnswers Answers { get; } = new();

    /// <summary>Why the insights of the Page are out of reach for the rest of the run, or null. Known to all its streams, so that none asks again.</summary>
    public PageLostException? Loss { get; set; }

    /// <summary>Replaces the token by a fresh one.</summary>
    public void Renew(AccessToken fresh)
    {
        Token = fresh;
        TokenWasRenewed = true;
    }

    /// <summary>For messages: the id, and the name where it is known.</summary>
    public override string ToString() => name is null ? $"Page {id}" : $"Page {id} ({name})";
}
