using System.Globalization;
using Facebook.Graph;
using Source.FacebookPages.Checks;

namespace Source.FacebookPages.Tests.Checks;

public sealed class TokenInspectionTests
{
    private static readonly DateTimeOffset Now = At("2026-11-22T18:00:00Z");
    private static readonly TokenInfo Good = new() { IsValid = true, Type = "USER", Scopes = ["pages_show_list", "pages_read_engagement", "read_insights", "business_management"] };

    [Fact]
    public void A_good_token_has_no_faults_and_no_warnings()
    {
        Assert.Empty(TokenInspection.Faults(Good, wantsBusinessPages: true, Now));
        Assert.Empty(TokenInspection.Warnings(Good, willBeExchanged: false, Now));
    }

    [Fact]
    public void An_invalid_token_has_Facebooks_reason_and_the_remedy()
    {
        var fault = Assert.Single(TokenInspection.Faults(Good with { IsValid = false, Error = new GraphError { Code = 190, Subcode = 460, Message = "The session has been invalidated" } }, false, Now));

        Assert.Contains("The session has been invalidated.", fault, StringComparison.Ordinal);
        Assert.Contains("code 190, subcode 460", fault, StringComparison.Ordinal);
        Assert.Contains("changed the password: create a new token", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void An_invalid_token_without_a_reason_is_to_be_replaced() =>
        Assert.Contains("create a new one", Assert.Single(TokenInspection.Faults(new TokenInfo { IsValid = false }, false, Now)), StringComparison.Ordinal);

    [Theory]
    [InlineData("2026-11-22T18:00:00Z", true)]
    [InlineData("2026-11-22T17:59:59Z", true)]
    [InlineData("2026-11-22T18:00:01Z", false)]
    public void A_token_whose_end_has_come_is_invalid_whatever_else_is_said(string expires, bool isFault) =>
        Assert.Equal(isFault, TokenInspection.Faults(Good with { ExpiresAt = At(expires) }, false, Now).Count == 1);

    [Fact]
    public void Lapsed_access_to_data_is_a_fault_since_everything_would_come_empty()
    {
        var fault = Assert.Single(TokenInspection.Faults(Good with { DataAccessExpiresAt = At("2026-11-20T00:00:00Z") }, false, Now));

        Assert.Contains("lapsed on 2026-11-20", fault, StringComparison.Ordinal);
        Assert.Contains("log in to the app again", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("USER", false, "", "pages_show_list, pages_read_engagement, read_insights")]
    [InlineData("USER", true, "", "pages_show_list, pages_read_engagement, read_insights, business_management")]
    [InlineData("SYSTEM_USER", false, "pages_show_list", "pages_read_engagement, read_insights")]
    [InlineData("PAGE", false, "", "pages_read_engagement, read_insights")]
    [InlineData("PAGE", true, "pages_read_engagement", "read_insights")]
    [InlineData(null, false, "pages_read_engagement,read_insights", "pages_show_list")]
    public void Missing_permissions_are_named_all_at_once(string? type, bool wantsBusinesses, string scopes, string missing)
    {
        var fault = Assert.Single(TokenInspection.Faults(new TokenInfo { IsValid = true, Type = type, Scopes = scopes.Split(',') }, wantsBusinesses, Now));

        Assert.StartsWith($"The access token lacks the permission{(missing.Contains(',', StringComparison.Ordinal) ? "s" : "")} {missing}: grant", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_permissions_are_told_none_is_missing() => Assert.Empty(TokenInspection.Faults(Good with { Scopes = null }, true, Now));

    [Fact]
    public void Lapsed_data_and_missing_permissions_are_told_together() =>
        Assert.Equal(2, TokenInspection.Faults(Good with { Scopes = [], DataAccessExpiresAt = Now }, false, Now).Count);

    [Theory]
    [InlineData("2026-11-22T20:00:00Z", false, "short-lived and ends at 2026-11-22 20:00 UTC")]
    [InlineData("2026-11-23T18:00:00Z", false, "short-lived")]
    [InlineData("2026-11-23T18:00:01Z", false, "expires on 2026-11-23")]
    [InlineData("2026-12-06T18:00:00Z", false, "expires on 2026-12-06")]
    [InlineData("2026-12-06T18:00:01Z", false, null)]
    [InlineData("2026-11-22T20:00:00Z", true, null)]
    [InlineData("2026-12-01T00:00:00Z", true, null)]
    public void The_end_of_a_token_is_announced_fourteen_days_before(string expires, bool willBeExchanged, string? warning) =>
        Expect(warning, TokenInspection.Warnings(Good with { ExpiresAt = At(expires) }, willBeExchanged, Now));

    [Theory]
    [InlineData("2026-11-23T00:00:00Z", "lapses on 2026-11-23")]
    [InlineData("2026-12-06T18:00:00Z", "lapses on 2026-12-06")]
    [InlineData("2026-12-06T18:00:01Z", null)]
    public void The_end_of_access_to_data_is_announced_fourteen_days_before(string lapses, string? warning) =>
        Expect(warning, TokenInspection.Warnings(Good with { DataAccessExpiresAt = At(lapses) }, willBeExchanged: true, Now));

    private static void Expect(string? part, IReadOnlyList<string> warnings)
    {
        if (part is null)
        {
            Assert.Empty(warnings);
        }
        else
        {
            Assert.Contains(part, Assert.Single(warnings), StringComparison.Ordinal);
        }
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
