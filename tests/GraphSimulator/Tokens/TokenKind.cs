namespace GraphSimulator.Tokens;

public enum TokenKind
{
    User,
    SystemUser,
    Page,
    App,
}
