namespace GraphSimulator.Limits;

/// <summary>The currencies in which Graph counts calls.</summary>
public enum UsageKind
{
    /// <summary>X-App-Usage, code 4: all calls of the app.</summary>
    App,

    /// <summary>No header, code 17: calls with a user's token.</summary>
    User,

    /// <summary>X-Page-Usage, code 32: calls about a Page with a user's token.</summary>
    Page,

    /// <summary>X-Business-Use-Case-Usage, code 80001: calls about a Page with its own or a system user's token.</summary>
    BusinessUseCase,
}
