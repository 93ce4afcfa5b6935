using System.Text;
using Amazon.Runtime.Internal.Auth;
using TestKit.Aws;

namespace Source.FacebookPages.Tests.Aws;

/// <summary>
/// The published examples of Signature Version 4, AWS's <c>aws-sig-v4-test-suite</c> (https://docs.aws.amazon.com/general/latest/gr/signature-v4-test-suite.html): the verifier that judges our requests makes
/// the published signatures, and so does the part of the SDK that signs them.
/// </summary>
public sealed class SignatureVerifierTests
{
    private const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private const string Nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string Token =
        "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0"
        + "wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

    private static readonly Dictionary<string, Example> Examples = new(StringComparer.Ordinal)
    {
        ["get-vanilla"] = new(
            "GET", "", [], "", "host;x-amz-date",
            $"GET\n/\n\nhost:example.amazonaws.com\nx-amz-date:20150830T123600Z\n\nhost;x-amz-date\n{Nothing}",
            "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        ["get-vanilla-query-order-key-case"] = new(
            "GET", "Param2=value2&Param1=value1", [], "", "host;x-amz-date",
            $"GET\n/\nParam1=value1&Param2=value2\nhost:example.amazonaws.com\nx-amz-date:20150830T123600Z\n\nhost;x-amz-date\n{Nothing}",
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"),
        ["get-header-value-trim"] = new(
            "GET", "", ["My-Header1: value1", "My-Header2: \"a   b   c\""], "", "host;my-header1;my-header2;x-amz-date",
            $"GET\n/\n\nhost:example.amazonaws.com\nmy-header1:value1\nmy-header2:\"a b c\"\nx-amz-date:20150830T123600Z\n\nhost;my-header1;my-header2;x-amz-date\n{Nothing}",
            "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"),
        ["post-vanilla"] = new(
            "POST", "", [], "", "host;x-amz-date",
            $"POST\n/\n\nhost:example.amazonaws.com\nx-amz-date:20150830T123600Z\n\nhost;x-amz-date\n{Nothing}",
            "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
        ["post-sts-header-before"] = new(
            "POST", "", ["X-Amz-Security-Token:" + Token], "", "host;x-amz-date;x-amz-security-token",
            $"POST\n/\n\nhost:example.amazonaws.com\nx-amz-date:20150830T123600Z\nx-amz-security-token:{Token}\n\nhost;x-amz-date;x-amz-security-token\n{Nothing}",
            "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead"),
        ["post-x-www-form-urlencoded"] = new(
            "POST", "", ["Content-Type:application/x-www-form-urlencoded"], "Param1=value1", "content-type;host;x-amz-date",
            "POST\n/\n\ncontent-type:application/x-www-form-urlencoded\nhost:example.amazonaws.com\nx-amz-date:20150830T123600Z\n\ncontent-type;host;x-amz-date\n"
            + "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e",
            "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"),
    };

    public static TheoryData<string> Published => [.. Examples.Keys];

    [Theory]
    [MemberData(nameof(Published))]
    public void The_verifier_makes_the_published_signature(string name)
    {
        var example = Examples[name];
        Assert.Equal(example.Signature, example.Request().Signature(SecretKey, "20150830", "us-east-1", "service", example.SignedHeaders.Split(';')));
    }

    [Theory]
    [MemberData(nameof(Published))]
    public void The_verifier_takes_the_published_header_and_no_other(string name)
    {
        var example = Examples[name];
        var request = example.Request("Authorization:" + example.Authorization);
        Assert.True(request.IsSignedWith(SecretKey));
        Assert.False(request.IsSignedWith(SecretKey + "x"));
        Assert.False((request with { Body = [.. request.Body, 1] }).IsSignedWith(SecretKey));
        Assert.False((request with { Method = "PUT" }).IsSignedWith(SecretKey));
        Assert.False((request with { Path = "/other" }).IsSignedWith(SecretKey));
        Assert.False(example.Request().IsSignedWith(SecretKey));
    }

    [Theory]
    [MemberData(nameof(Published))]
    public void The_signer_that_signs_our_requests_makes_the_published_signature(string name)
    {
        var example = Examples[name];
        var moment = new DateTime(2015, 8, 30, 12, 36, 0, DateTimeKind.Utc);
        var result = AWS4Signer.ComputeSignature("AKIDEXAMPLE", SecretKey, "us-east-1", moment, "service", example.SignedHeaders, example.CanonicalRequest);
        Assert.Equal(example.Signature, result.Signature);
        Assert.Equal(example.Authorization, result.ForAuthorizationHeader);
    }

    [Fact]
    public void The_signer_derives_the_published_key() =>
        // https://docs.aws.amazon.com/general/latest/gr/signature-v4-examples.html
        Assert.Equal(
            "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9",
            Convert.ToHexStringLower(AWS4Signer.ComposeSigningKey(SecretKey, "us-east-1", "20150830", "iam")));

    private sealed record Example(string Method, string Query, string[] Headers, string Body, string SignedHeaders, string CanonicalRequest, string Signature)
    {
        public string Authorization => $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders={SignedHeaders}, Signature={Signature}";

        public SignatureVerifier Request(params string[] more)
        {
            string[] all = ["Host:example.amazonaws.com", "X-Amz-Date:20150830T123600Z", .. Headers, .. more];
            return new SignatureVerifier(
                Method, "/", Query, [.. all.Select(header => header.Split(':', 2)).Select(parts => KeyValuePair.Create(parts[0], parts[1]))], Encoding.UTF8.GetBytes(Body));
        }
    }
}
