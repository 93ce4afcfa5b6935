namespace TestKit.Aws;

/// <summary>A request that came in.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Bucket and key: <c>/bucket/prefix/key</c>.</param>
public sealed record S3Call(string Method, string Path);
