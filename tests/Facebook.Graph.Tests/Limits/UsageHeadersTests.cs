using CsCheck;

namespace Facebook.Graph.Tests;

public sealed class UsageHeadersTests
{
    [Theory]
    [InlineData("X-App-Usage")]
    [InlineData("x-app-usage")]
    [InlineData("X-APP-USAGE")]
    public void A_header_is_found_in_any_letter_case(string name) => Assert.Equal(28, Read((name, """{"call_count":28,"total_time":25,"total_cputime":25}""")).App);

    [Theory]
    [InlineData("""{"call_count":1,"total_time":2,"total_cputime":3}""", 3.0)]
    [InlineData("""{"call_count":1,"total_time":90.5,"total_cputime":3}""", 90.5)]
    [InlineData("""{"call_count":"97","total_time":"12"}""", 97.0)]
    [InlineData("""{"call_count":"97.25"}""", 97.25)]
    [InlineData("""{"call_count":0}""", 0.0)]
    [InlineData("""{"call_count":null,"total_time":7}""", 7.0)]
    [InlineData("""{"call_count":-5}""", null)]
    [InlineData("""{"call_count":"a lot"}""", null)]
    [InlineData("""{"call_count":{}}""", null)]
    [InlineData("{}", null)]
    [InlineData("[]", null)]
    [InlineData("28", null)]
    [InlineData("""{"call_count":28""", null)]
    [InlineData("", null)]
    public void The_highest_of_the_three_numbers_counts_and_broken_headers_are_unknown(string text, double? expected)
    {
        Assert.Equal(expected, Read(("X-App-Usage", text)).App);
        Assert.Equal(expected, Read(("X-Page-Usage", text)).Page);
    }

    [Fact]
    public void Missing_headers_are_unknown() => Assert.Same(UsageReport.None, Read(("X-FB-Debug", "x")));

    [Fact]
    public void A_business_header_tells_of_several_ids_and_use_cases()
    {
        var report = Read(("X-Business-Use-Case-Usage", """
            {"100":[{"type":"pages","call_count":97,"total_cputime":23,"total_time":23,"estimated_time_to_regain_access":0}],
             "900":[{"type":"ads_insights","call_count":100,"estimated_time_to_regain_access":19},{"call_count":"12.5","estimated_time_to_regain_access":"1.5"}],
             "901":{"type":"PAGES","total_time":5}, "902":[], "903":null}
            """.ReplaceLineEndings("")));

        Assert.Equal(
            [
                new BusinessUsage("100", "pages", 97, null),
                new BusinessUsage("900", "ads_insights", 100, TimeSpan.FromMinutes(19)),
                new BusinessUsage("900", null, 12.5, TimeSpan.FromSeconds(90)),
                new BusinessUsage("901", "PAGES", 5, null),
                new BusinessUsage("903", null, 0, null),
            ],
            report.Business);
        Assert.Equal([true, false, true, true, true], report.Business.Select(entry => entry.IsOfPages));
    }

    [Fact]
    public void A_header_that_comes_twice_is_read_twice()
    {
        var report = Read(("X-App-Usage", """{"call_count":10}"""), ("x-app-usage", """{"call_count":20}"""));

        Assert.Equal(20, report.App);
    }

    [Theory]
    [InlineData("120", 120.0)]
    [InlineData("1.5", 1.5)]
    [InlineData("Sun, 22 Nov 2026 18:02:00 GMT", 120.0)]
    [InlineData("Sun, 22 Nov 2026 17:02:00 GMT", null)]
    [InlineData("0", null)]
    [InlineData("-5", null)]
    [InlineData("soon", null)]
    [InlineData("", null)]
    [InlineData("99999999999999999999", 604800.0)]
    [InlineData("NaN", null)]
    public void Retry_after_is_seconds_or_a_date(string text, double? seconds) => Assert.Equal(seconds, Read(("Retry-After", text)).RetryAfter?.TotalSeconds);

    [Fact]
    public void A_time_beyond_all_measure_is_cut()
    {
        var report = Read(("X-Business-Use-Case-Usage", """{"1":[{"estimated_time_to_regain_access":1e300}]}"""));

        Assert.Equal(TimeSpan.FromDays(7), Assert.Single(report.Business).Regain);
    }

    [Fact]
    public void Whatever_a_header_says_reading_it_does_not_fail() =>
        Gen.Select(Gen.Int[0, 90], Gen.Char[' ', '~']).Sample((index, character) =>
        {
            var text = """{"100":[{"type":"pages","call_count":97,"estimated_time_to_regain_access":3,"total_time":2}]}""".ToCharArray();
            text[index] = character;
            Assert.NotNull(Read(("X-Business-Use-Case-Usage", new string(text)), ("X-App-Usage", new string(text)), ("Retry-After", new string(text))));
        });

    private static UsageReport Read(params ReadOnlySpan<(string Name, string Value)> headers)
    {
        using var response = new HttpResponseMessage();
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return UsageHeaders.Read(response.Headers, TestClock.Beginning);
    }
}
