namespace Source.FacebookPages.Storage;

/// <summary>Where objects are kept: <c>file:///folder</c> or <c>s3://bucket/prefix</c>. The same form names a single object, whose key is then the last part.</summary>
internal sealed record StorageAddress
{
    /// <summary>What <see cref="TryParse"/> accepts, for messages.</summary>
    public const string Allowed = "file:///folder or s3://bucket/prefix";

    private const string FileScheme = "file://";
    private const string S3Scheme = "s3://";

    /// <summary>The bucket; null for a folder of this machine.</summary>
    public string? Bucket { get; private init; }

    /// <summary>The absolute path of the folder, or the prefix within the bucket, possibly empty; without a slash at its end.</summary>
    public required string Path { get; init; }

    /// <summary>Whether the text claims to be such an address, right or wrong.</summary>
    public static bool HasScheme(string text) =>
        text.StartsWith(FileScheme, StringComparison.OrdinalIgnoreCase) || text.StartsWith(S3Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads an address; null when the text is none.</summary>
    public static StorageAddress? TryParse(string text)
    {
        if (text.StartsWith(FileScheme, StringComparison.OrdinalIgnoreCase))
        {
            var path = Uri.UnescapeDataString(text[FileScheme.Length..]);
            return path.StartsWith('/') && !path.Contains('\0', StringComparison.Ordinal) ? new StorageAddress { Path = System.IO.Path.GetFullPath(path).TrimEnd('/') } : null;
        }

        if (!text.StartsWith(S3Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var rest = text[S3Scheme.Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var bucket = slash < 0 ? rest : rest[..slash];
        return IsBucket(bucket) ? new StorageAddress { Bucket = bucket, Path = slash < 0 ? "" : rest[slash..].Trim('/') } : null;
    }

    /// <summary>The folder or prefix that this names an object in, and the object's key.</summary>
    public (StorageAddress Folder, string Key) SplitKey()
    {
        var slash = Path.LastIndexOf('/');
        return (this with { Path = slash < 0 ? "" : Path[..slash] }, Path[(slash + 1)..]);
    }

    /// <summary>The URI of an object.</summary>
    public string UriOf(string key) => Bucket is null
        ? FileScheme + string.Join('/', $"{Path}/{key}".Split('/').Select(Uri.EscapeDataString))
        : $"{S3Scheme}{Bucket}/{KeyOf(key)}";

    /// <summary>The URI of the whole.</summary>
    public override string ToString() => UriOf("").TrimEnd('/');

    /// <summary>The full key of an object within the bucket.</summary>
    public string KeyOf(string key) => Path.Length == 0 ? key : $"{Path}/{key}";

    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html, and the older names with capitals and underscores.
    private static bool IsBucket(string text) =>
        text.Length is >= 3 and <= 255 && char.IsAsciiLetterOrDigit(text[0])
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_');
}
