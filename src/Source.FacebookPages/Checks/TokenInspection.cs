using Facebook.Graph;
using Source.FacebookPages.Failures;

namespace Source.FacebookPages.Checks;

/// <summary>Judges what <c>/debug_token</c> says of a token; pure.</summary>
internal static class TokenInspection
{
    /// <summary>How long before its end a token is warned about.</summary>
    public static TimeSpan WarningTime { get; } = TimeSpan.FromDays(14);

    private static readonly TimeSpan ShortLife = TimeSpan.FromDays(1);

    /// <summary>Why nothing could be read with the token, each with the remedy; empty when it will do.</summary>
    public static IReadOnlyList<string> Faults(TokenInfo token, bool wantsBusinessPages, DateTimeOffset now)
    {
        if (!token.IsValid || token.ExpiresAt <= now)
        {
            return
            [
                token.Error is { } error
                    ? $"Facebook does not accept the access token: {GraphFailures.Describe(error)} {GraphFailures.Remedy(new GraphException(GraphErrorKind.TokenInvalid, error))}"
                    : "Facebook says that the access token is not valid: create a new one.",
            ];
        }

        List<string> faults = [];
        if (token.DataAccessExpiresAt <= now)
        {
            faults.Add($"The access to data of the token's owner lapsed on {Day(token.DataAccessExpiresAt)}, and Facebook answers without data since: the owner has to log in to the app again.");
        }

        List<string> missing = [.. Permissions(token, wantsBusinessPages).Where(permission => token.Scopes is { } scopes && !scopes.Contains(permission))];
        if (missing.Count > 0)
        {
            faults.Add($"The access token lacks the permission{(missing.Count > 1 ? "s" : "")} {string.Join(", ", missing)}: grant what is missing to the app and create a new token.");
        }

        return faults;
    }

    /// <summary>What will soon end.</summary>
    public static IReadOnlyList<string> Warnings(TokenInfo token, bool willBeExchanged, DateTimeOffset now)
    {
        List<string> warnings = [];
        if (token.ExpiresAt - now <= ShortLife && !willBeExchanged)
        {
            warnings.Add($"The access token is short-lived and ends at {token.ExpiresAt:yyyy-MM-dd HH:mm} UTC. Give client_id and app_secret as well, and it is exchanged for a long-lived one, or use a system user's token.");
        }
        else if (token.ExpiresAt - now <= WarningTime && !willBeExchanged)
        {
            warnings.Add($"The access token expires on {Day(token.ExpiresAt)}: create a new one before, best a system user's token that does not expire.");
        }

        if (token.DataAccessExpiresAt - now <= WarningTime)
        {
            warnings.Add($"The access to data of the token's owner lapses on {Day(token.DataAccessExpiresAt)}; from then on Facebook answers without data and without an error. The owner has to log in to the app again before.");
        }

        return warnings;
    }

    private static IEnumerable<string> Permissions(TokenInfo token, bool wantsBusinessPages)
    {
        if (token.Type != "PAGE")
        {
            yield return "pages_show_list";
        }

        yield return "pages_read_engagement";
        yield return "read_insights";
        if (wantsBusinessPages && token.Type != "PAGE")
        {
            yield return "business_management";
        }
    }

    private static string Day(DateTimeOffset? instant) => $"{instant?.UtcDateTime:yyyy-MM-dd}";
}
