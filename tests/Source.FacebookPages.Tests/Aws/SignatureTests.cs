using Amazon.Runtime;
using Source.FacebookPages.Aws;
using TestKit;

namespace Source.FacebookPages.Tests.Aws;

/// <summary>Signatures against the examples that AWS has published.</summary>
public sealed class SignatureTests
{
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    // The test suite of Signature Version 4: get-vanilla and post-vanilla.
    [Theory]
    [InlineData("GET", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("POST", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")]
    public void The_tests_own_computation_reproduces_the_published_test_suite(string method, string expected) => Assert.Equal(
        expected,
        SignatureCheck.SignatureOf(
            method,
            "/",
            "",
            new Dictionary<string, string> { ["host"] = "example.amazonaws.com", ["x-amz-date"] = "20150830T123600Z" },
            EmptyHash,
            "20150830/us-east-1/service/aws4_request",
            "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"));

    // The example of the IAM user guide: ListUsers.
    [Fact]
    public void The_tests_own_computation_reproduces_the_example_of_the_user_guide() => Assert.Equal(
        "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
        SignatureCheck.SignatureOf(
            "GET",
            "/",
            "Action=ListUsers&Version=2010-05-08",
            new Dictionary<string, string> { ["content-type"] = "application/x-www-form-urlencoded; charset=utf-8", ["host"] = "iam.amazonaws.com", ["x-amz-date"] = "20150830T123600Z" },
            EmptyHash,
            "20150830/us-east-1/iam/aws4_request",
            "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"));

    // The example of the S3 API reference: GET Object. https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
    [Fact]
    public void A_signed_request_has_the_published_signature()
    {
        using var request = SignedRequest.Of(
            HttpMethod.Get,
            new Uri("https://examplebucket.s3.amazonaws.com/test.txt"),
            [new("Range", "bytes=0-9")],
            [],
            ("us-east-1", "s3"),
            new ImmutableCredentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", null),
            new DateTimeOffset(2013, 5, 24, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, "
            + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
            request.Headers.GetValues("Authorization").Single());
        Assert.Equal("20130524T000000Z", request.Headers.GetValues("X-Amz-Date").Single());
    }
}
