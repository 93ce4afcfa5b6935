using System.Text.Json;

namespace Facebook.Graph;

/// <summary>Reads answers of nodes and edges other than insights. What a Page may leave out is null; what an answer can't lack makes it malformed.</summary>
internal static class AnswerReader
{
    private static readonly DateTimeOffset LatestTime = DateTimeOffset.MaxValue;

    /// <summary>One result page of a list.</summary>
    /// <exception cref="JsonException">There is no <c>data</c>, or an entry can't be read.</exception>
    internal static ResultPage<T> List<T>(ReadOnlySpan<byte> utf8Json, Func<JsonElement, T> readEntry)
    {
        using var document = Parse(utf8Json);
        var root = document.RootElement;
        if (root.Member("data") is not { ValueKind: JsonValueKind.Array } data)
        {
            throw new JsonException("A list has no data.");
        }

        T[] entries = [.. data.EnumerateArray().Select(readEntry)];
        var paging = root.Member("paging");
        var next = paging?.Text("next");
        return new ResultPage<T>(entries, !string.IsNullOrEmpty(next), Cursor.Of(paging?.Member("cursors")?.Text("after"), next));
    }

    /// <summary>A Page by itself.</summary>
    internal static PageEntry Page(ReadOnlySpan<byte> utf8Json)
    {
        using var document = Parse(utf8Json);
        return Page(document.RootElement);
    }

    /// <summary>A Page in a list.</summary>
    internal static PageEntry Page(JsonElement page) => new(
        Id(page),
        page.Text("name"),
        AccessToken.TryCreate(page.Text("access_token")),
        page.Member("tasks") is { ValueKind: JsonValueKind.Array } ? Texts(page, "tasks") : null);

    /// <summary>A business in a list.</summary>
    internal static BusinessEntry Business(JsonElement business) => new(Id(business), business.Text("name"));

    /// <summary>The answer of <c>/debug_token</c>.</summary>
    internal static TokenInfo Token(ReadOnlySpan<byte> utf8Json)
    {
        using var document = Parse(utf8Json);
        var data = document.RootElement.Member("data") ?? throw new JsonException("The description of a token has no data.");
        var error = data.Member("error") is { } member ? GraphErrorReader.Read(member, httpStatus: 200) : null;
        return new TokenInfo
        {
            IsValid = data.Flag("is_valid") ?? (error is null ? throw new JsonException("The description of a token does not say whether it is valid.") : false),
            Type = data.Text("type"),
            AppId = data.Text("app_id"),
            ProfileId = data.Text("profile_id"),
            ExpiresAt = Time(data, "expires_at"),
            DataAccessExpiresAt = Time(data, "data_access_expires_at"),
            Scopes = data.Member("scopes") is { ValueKind: JsonValueKind.Array } ? Texts(data, "scopes") : null,
            GranularTargets = GranularTargets(data),
            Error = error,
        };
    }

    /// <summary>The answer of <c>/oauth/access_token</c>.</summary>
    internal static ExchangedToken Exchange(ReadOnlySpan<byte> utf8Json)
    {
        using var document = Parse(utf8Json);
        var token = AccessToken.TryCreate(document.RootElement.Text("access_token")) ?? throw new JsonException("The exchange gave no token that can be used.");
        var seconds = document.RootElement.Integer("expires_in");
        return new ExchangedToken(token, seconds > 0 && seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds.Value) : null);
    }

    private static JsonDocument Parse(ReadOnlySpan<byte> utf8Json)
    {
        var reader = new Utf8JsonReader(utf8Json);
        return JsonDocument.ParseValue(ref reader);
    }

    private static string Id(JsonElement node) => node.Text("id") is { Length: > 0 } id ? id : throw new JsonException("An entry has no id.");

    private static string[] Texts(JsonElement element, string name) => [.. element.Elements(name).Select(JsonElementExtensions.AsText).OfType<string>()];

    private static DateTimeOffset? Time(JsonElement data, string name) =>
        data.Integer(name) is > 0 and var seconds && seconds < LatestTime.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    // A permission without targets holds for everything.
    private static Dictionary<string, IReadOnlyList<string>> GranularTargets(JsonElement data) => data.Elements("granular_scopes")
        .Select(entry => (Scope: entry.Text("scope"), Targets: Texts(entry, "target_ids")))
        .Where(entry => entry is { Scope: not null, Targets.Length: > 0 })
        .GroupBy(entry => entry.Scope!, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, IReadOnlyList<string> (group) => [.. group.SelectMany(entry => entry.Targets).Distinct(StringComparer.Ordinal)], StringComparer.Ordinal);
}
