using System.Text.Encodings.Web;

namespace Airbyte.Cdk.Tests;

public sealed class SecretRedactorTests
{
    private const string Token = "EAABsbCS1iHgBO7ZC0pQhT";

    [Theory]
    [InlineData("nothing secret")]
    [InlineData("")]
    [InlineData("EAAB")]
    [InlineData("EAABsbCS1iHgBO7ZC0pQh")]
    public void A_text_without_a_secret_stays_the_same_object(string text) => Assert.Same(text, With(Token).Redact(text));

    [Theory]
    [InlineData("EAABsbCS1iHgBO7ZC0pQhT", "****")]
    [InlineData("token=EAABsbCS1iHgBO7ZC0pQhT.", "token=****.")]
    [InlineData("EAABsbCS1iHgBO7ZC0pQhTEAABsbCS1iHgBO7ZC0pQhT", "********")]
    [InlineData("a EAABsbCS1iHgBO7ZC0pQhT b EAABsbCS1iHgBO7ZC0pQhT c", "a **** b **** c")]
    [InlineData("EAABsbCS1iHgBEAABsbCS1iHgBO7ZC0pQhT", "EAABsbCS1iHgB****")]
    public void Every_occurrence_is_replaced(string text, string expected) => Assert.Equal(expected, With(Token).Redact(text));

    [Fact]
    public void A_secret_that_begins_another_hides_neither()
    {
        var redactor = With("abcdefgh", "abcdefghijklmnopqrstuvwxyz");

        Assert.Equal("**** and ****", redactor.Redact("abcdefghijklmnopqrstuvwxyz and abcdefgh"));
    }

    [Fact]
    public void Overlapping_secrets_are_replaced_together()
    {
        var redactor = With("first-middle", "middle-last");

        Assert.Equal("<****>", redactor.Redact("<first-middle-last>"));
    }

    [Fact]
    public void A_secret_within_another_leaves_nothing_of_the_outer_one()
    {
        var redactor = With("core", "outer-core-outer", "core-outer-and-more");

        Assert.Equal("<****>", redactor.Redact("<outer-core-outer-and-more>"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("      ")]
    public void What_is_too_short_or_blank_is_no_secret(string? secret) => Assert.Equal("abc of       it", With(secret).Redact("abc of       it"));

    [Fact]
    public void Four_characters_are_a_secret() => Assert.Equal("x****x", With("abcd").Redact("xabcdx"));

    [Theory]
    [InlineData("a b/c?d&e=f+g", "a%20b%2Fc%3Fd%26e%3Df%2Bg")]
    [InlineData("a b/c?d&e=f+g", "a%20b%2fc%3fd%26e%3df%2bg")]
    [InlineData("a b/c?d&e=f+g", "a+b%2Fc%3Fd%26e%3Df%2Bg")]
    [InlineData("a b/c?d&e=f+g", "a+b%2fc%3fd%26e%3df%2bg")]
    [InlineData("päss wörd", "p%C3%A4ss%20w%C3%B6rd")]
    [InlineData("päss wörd", "p%c3%a4ss+w%c3%b6rd")]
    [InlineData("a\"b\\c/d\ne", "a\\\"b\\\\c/d\\ne")]
    [InlineData("a\"b\\c/d\ne", "a\\\"b\\\\c\\/d\\ne")]
    [InlineData("a\"b\\c/d\ne", "a\\u0022b\\\\c/d\\ne")]
    [InlineData("a+b<c>d&e'f", "a\\u002Bb\\u003Cc\\u003Ed\\u0026e\\u0027f")]
    [InlineData("a+b<c>d&e'f", "a\\u002bb\\u003cc\\u003ed\\u0026e\\u0027f")]
    [InlineData("päss😀", "p\\u00E4ss\\uD83D\\uDE00")]
    [InlineData("päss😀", "p\\u00e4ss\\ud83d\\ude00")]
    [InlineData(" \ttoken-from-file\r\n", "token-from-file")]
    public void The_usual_encodings_of_a_secret_are_known(string secret, string encoded)
    {
        Assert.Equal("[****]", With(secret).Redact($"[{encoded}]"));
        Assert.Equal("[****]", With(secret).Redact($"[{secret}]"));
    }

    [Fact]
    public void A_secret_may_be_added_twice_and_late()
    {
        var redactor = With(Token);
        Assert.Equal("late-secret", redactor.Redact("late-secret"));

        redactor.Add("late-secret");
        redactor.Add("late-secret");
        Assert.Equal("**** ****", redactor.Redact($"late-secret {Token}"));
    }

    [Fact]
    public async Task Adding_and_redacting_side_by_side_is_safe()
    {
        var redactor = new SecretRedactor();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(() =>
        {
            for (var i = 0; i < 300; i++)
            {
                var secret = $"secret-{worker}-{i:0000}-tail";
                redactor.Add(secret);
                Assert.Equal("<****>", redactor.Redact($"<{secret}>"));
            }
        })));
    }

    [Fact]
    public void No_marker_survives_in_random_texts_and_nothing_else_is_lost()
    {
        var random = new Random(20261122);
        for (var round = 0; round < 2000; round++)
        {
            var secrets = Enumerable.Range(0, random.Next(1, 8)).Select(_ => Draw(random, random.Next(4, 60))).Distinct().ToArray();
            var parts = Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(2) == 0
                ? (Text: Encode(secrets[random.Next(secrets.Length)], random), Secret: true)
                // Nothing that a secret is made of, so that what must stay is known.
                : (Text: new string('.', random.Next(0, 30)), Secret: false)).ToArray();
            var redacted = With(secrets).Redact(string.Concat(parts.Select(part => part.Text)));

            Assert.All(secrets, secret => Assert.DoesNotContain(secret, redacted, StringComparison.Ordinal));
            Assert.All(redacted, character => Assert.Contains(character, ".*"));
            Assert.Equal(parts.Where(part => !part.Secret).Sum(part => part.Text.Length), redacted.Count(character => character == '.'));
        }
    }

    [Fact]
    public void Thousands_of_alike_tokens_cost_a_long_text_little_more_than_one()
    {
        // The tokens of one app begin alike, and so does the text: the worst case for a search by beginnings.
        var text = string.Concat(Enumerable.Range(0, 4000).Select(i => $"EAABsbCS1iHgBO7ZC0pQhT{i:00000} "));
        var few = With([.. Enumerable.Range(100_000, 1).Select(LongToken)]);
        var many = With([.. Enumerable.Range(100_000, 5_000).Select(LongToken)]);

        var slowdown = Fastest(() => many.Redact(text)) / Fastest(() => few.Redact(text));
        Assert.True(slowdown < 20, $"5,000 tokens are {slowdown:0.0} times as slow as one");

        static string LongToken(int i) => "EAABsbCS1iHgBO7ZC0pQhT" + new string('Z', 150) + i;
    }

    [Fact]
    public void Thousands_of_tokens_are_all_found_in_a_long_text()
    {
        var tokens = Enumerable.Range(0, 5_000).Select(i => $"EAABsbCS1iHgBO{i:000000}{new string((char)('a' + (i % 26)), i % 50)}").ToArray();

        var redacted = With(tokens).Redact(string.Join('|', tokens));
        Assert.Equal(string.Join('|', tokens.Select(_ => SecretRedactor.Mask)), redacted);
    }

    private static SecretRedactor With(params string?[] secrets)
    {
        var redactor = new SecretRedactor();
        foreach (var secret in secrets)
        {
            redactor.Add(secret);
        }

        return redactor;
    }

    private static string Draw(Random random, int length)
    {
        const string Alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/=&? \"\\<é😀";
        var runes = Alphabet.EnumerateRunes().ToArray();
        return "s" + string.Concat(Enumerable.Range(0, length).Select(_ => runes[random.Next(runes.Length)].ToString())) + "s";
    }

    private static string Encode(string secret, Random random) => random.Next(5) switch
    {
        0 => Uri.EscapeDataString(secret),
        1 => Uri.EscapeDataString(secret).Replace("%20", "+", StringComparison.Ordinal),
        2 => JavaScriptEncoder.Default.Encode(secret),
        3 => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret),
        _ => secret,
    };

    private static double Fastest(Action action)
    {
        action();
        var fastest = TimeSpan.MaxValue;
        for (var i = 0; i < 7; i++)
        {
            var start = TimeProvider.System.GetTimestamp();
            action();
            var elapsed = TimeProvider.System.GetElapsedTime(start);
            fastest = elapsed < fastest ? elapsed : fastest;
        }

        return fastest.TotalMicroseconds;
    }
}
