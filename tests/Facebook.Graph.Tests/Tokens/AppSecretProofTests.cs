namespace Facebook.Graph.Tests;

public sealed class AppSecretProofTests
{
    // RFC 4231, test cases 1 and 2, and the vector that Wikipedia gives for HMAC; the last was computed with OpenSSL.
    [Theory]
    [InlineData("\v\v\v\v\v\v\v\v\v\v\v\v\v\v\v\v\v\v\v\v", "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")]
    [InlineData("Jefe", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")]
    [InlineData("key", "The quick brown fox jumps over the lazy dog", "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8")]
    public void The_proof_is_an_hmac_sha256_in_lowercase_hexadecimal(string secret, string message, string expected) => Assert.Equal(expected, AppSecretProof.Compute(message, secret));

    [Fact]
    public void The_token_is_the_message_and_the_secret_is_the_key() =>
        Assert.Equal("3fdbe6fa91173fd40b3f6e17e650d354dd6c7927c4b6295a047afd31aad3ce94", AppSecretProof.Compute(new AccessToken("EAAPAGE1"), "s3cr3t"));

    [Fact]
    public void Each_token_has_its_own_proof() =>
        Assert.NotEqual(AppSecretProof.Compute(new AccessToken("EAAPAGE1"), "s3cr3t"), AppSecretProof.Compute(new AccessToken("EAAPAGE2"), "s3cr3t"));
}
