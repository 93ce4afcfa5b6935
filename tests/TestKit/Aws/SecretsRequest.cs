namespace TestKit;

/// <summary>What a <see cref="SecretsServer"/> was asked.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Headers">The headers, by lower-case name.</param>
/// <param name="Body">The body.</param>
public sealed record SecretsRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body);
