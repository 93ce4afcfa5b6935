namespace GraphSimulator.Tokens;

/// <summary>The app that the tokens belong to.</summary>
public sealed class SimulatedApp
{
    private volatile bool _requireProof;

    public SimulatedApp(string id, string secret, DateTimeOffset issuedAt)
    {
        Id = id;
        Secret = secret;
        AppToken = $"{id}|{secret}";
        Token = new SimulatedToken(AppToken, TokenKind.App, "app", issuedAt);
    }

    public string Id { get; }

    public string Name { get; init; } = "Acme Reports";

    public string Secret { get; }

    /// <summary><c>APP_ID|APP_SECRET</c></summary>
    public string AppToken { get; }

    public SimulatedToken Token { get; }

    /// <summary>Whether every call must carry appsecret_proof. One that is sent is checked in any case.</summary>
    public bool RequireProof
    {
        get => _requireProof;
        set => _requireProof = value;
    }
}
