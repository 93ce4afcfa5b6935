namespace Source.FacebookPages.Configuration;

/// <summary>Names a secret of AWS Secrets Manager, in the grammar that Amazon ECS has for <c>valueFrom</c>.</summary>
internal sealed record SecretReference
{
    /// <summary>What <see cref="TryParse"/> accepts, for messages.</summary>
    public const string Allowed =
        "the name of a secret, its ARN, or its ARN followed by :json-key:version-stage:version-id, of which parts may be empty";

    private const int ArnParts = 7;
    private const int SuffixParts = 3;

    /// <summary>The name or the ARN, as <c>SecretId</c> of the request.</summary>
    public required string SecretId { get; init; }

    /// <summary>The region that the ARN names; null for a name.</summary>
    public string? Region { get; init; }

    /// <summary>The key of the secret's JSON object that holds the value; null for the whole secret.</summary>
    public string? JsonKey { get; init; }

    /// <summary>The staging label of the version, or null.</summary>
    public string? VersionStage { get; init; }

    /// <summary>The id of the version, or null.</summary>
    public string? VersionId { get; init; }

    /// <summary>Reads a reference; null when the text is none. A name has no colon, so a JSON key or a version needs the ARN.</summary>
    public static SecretReference? TryParse(string text)
    {
        if (!text.StartsWith("arn:", StringComparison.Ordinal))
        {
            return text.Length <= 512 && IsName(text) ? new SecretReference { SecretId = text } : null;
        }

        var parts = text.Split(':');
        if (parts.Length is < ArnParts or > ArnParts + SuffixParts
            || !IsLabel(parts[1]) || parts[2] != "secretsmanager" || !IsLabel(parts[3])
            || parts[4].Length != 12 || !parts[4].All(char.IsAsciiDigit)
            || parts[5] != "secret" || !IsName(parts[6]))
        {
            return null;
        }

        return new SecretReference
        {
            SecretId = string.Join(':', parts.Take(ArnParts)),
            Region = parts[3],
            JsonKey = Suffix(0),
            VersionStage = Suffix(1),
            VersionId = Suffix(2),
        };

        string? Suffix(int index) => parts.Length > ArnParts + index && parts[ArnParts + index].Length > 0 ? parts[ArnParts + index] : null;
    }

    private static bool IsName(string text) =>
        text.Length > 0 && text.All(character => char.IsAsciiLetterOrDigit(character) || "/_+=.@!-".Contains(character, StringComparison.Ordinal));

    private static bool IsLabel(string text) =>
        text.Length > 0 && text.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-');
}
