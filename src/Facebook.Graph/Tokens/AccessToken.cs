namespace Facebook.Graph;

/// <summary>An access token that cannot print itself.</summary>
public sealed class AccessToken : IEquatable<AccessToken>
{
    /// <summary>Wraps a token.</summary>
    /// <exception cref="ArgumentException">The text is empty or has white space or control characters, and so can't be sent in a header.</exception>
    public AccessToken(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        if (!IsSendable(value))
        {
            throw new ArgumentException("An access token consists of visible ASCII characters only.", nameof(value));
        }

        Value = value;
    }

    /// <summary>The token itself, for the Authorization header and the proof.</summary>
    internal string Value { get; }

    /// <summary>Wraps a token that came from outside; null when there is none or it can't be sent in a header.</summary>
    public static AccessToken? TryCreate(string? value) => IsSendable(value) ? new AccessToken(value!) : null;

    /// <summary>Hands the token to whoever must never print it.</summary>
    public void Reveal(Action<string> receiver) => receiver(Value);

    /// <inheritdoc/>
    public bool Equals(AccessToken? other) => other is not null && string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AccessToken);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <summary>Always <c>****</c>.</summary>
    public override string ToString() => "****";

    private static bool IsSendable(string? value) => !string.IsNullOrEmpty(value) && !value.AsSpan().ContainsAnyExceptInRange('!', '~');
}
