using System.Collections.Concurrent;
using GraphSimulator.Pages;

namespace GraphSimulator.Tokens;

/// <summary>Every token the world knows, by value.</summary>
public sealed class TokenStore
{
    private readonly ConcurrentDictionary<string, SimulatedToken> _byValue = new(StringComparer.Ordinal);
    private readonly SimulatedApp _app;

    internal TokenStore(SimulatedApp app) => _app = app;

    public IReadOnlyCollection<SimulatedToken> All => [.. _byValue.Values];

    /// <summary>Adds a token, or replaces the one with the same value.</summary>
    public SimulatedToken Add(SimulatedToken token)
    {
        ArgumentNullException.ThrowIfNull(token);
        _byValue[token.Value] = token;
        return token;
    }

    /// <summary>The token, or null when the text means nothing here.</summary>
    public SimulatedToken? Find(string value)
        => _byValue.TryGetValue(value, out var token) ? token : value == _app.AppToken ? _app.Token : null;

    /// <summary>Whether the text is a token or the app secret.</summary>
    public bool IsSecret(string text) => text == _app.Secret || Find(text) is not null;

    /// <summary>Gives every token of a kind the same trouble.</summary>
    public void BreakAll(TokenTrouble trouble)
    {
        foreach (var token in _byValue.Values)
        {
            token.Trouble = trouble;
        }
    }

    /// <summary>The token that <paramref name="parent"/> gets for the Page: its own, or one as short-lived as the parent.</summary>
    internal SimulatedToken PageTokenFor(SimulatedPage page, SimulatedToken parent)
    {
        if (parent.Kind == TokenKind.Page)
        {
            return parent;
        }

        if (parent.Kind == TokenKind.User && !parent.IsShortLived)
        {
            return page.Token;
        }

        var name = $"{page.Token.Name}:{parent.Name}";
        var text = TokenText.For(name + parent.Value + page.Token.Value);
        return _byValue.GetOrAdd(text, value => new SimulatedToken(value, TokenKind.Page, name, parent.IssuedAt)
        {
            PageId = page.Id,
            UserId = parent.UserId,
            Parent = parent,
            ExpiresAt = parent.ExpiresAt,
        });
    }
}
