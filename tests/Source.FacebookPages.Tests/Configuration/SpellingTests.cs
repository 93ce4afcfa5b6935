using Source.FacebookPages.Configuration;

namespace Source.FacebookPages.Tests.Configuration;

public class SpellingTests
{
    private static readonly string[] Known = ["page_ids", "periods", "page_fields", "exclude_page_ids"];

    [Theory]
    [InlineData("page_id", "page_ids")]
    [InlineData("pageids", "page_ids")]
    [InlineData("pgae_ids", "page_ids")]
    [InlineData("page_feilds", "page_fields")]
    [InlineData("period", "periods")]
    [InlineData("exclude_pages_id", "exclude_page_ids")]
    public void A_typing_error_finds_the_word_that_was_meant(string word, string meant)
    {
        Assert.Equal(meant, Spelling.Closest(word, Known));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ids")]
    [InlineData("page")]
    [InlineData("comment")]
    [InlineData("start_date")]
    public void A_word_that_is_far_from_all_finds_none(string word)
    {
        Assert.Null(Spelling.Closest(word, Known));
    }

    [Fact]
    public void Of_equally_near_words_the_first_is_taken()
    {
        Assert.Equal("aab", Spelling.Closest("aaa", ["aab", "aac"]));
        Assert.Equal("aaa", Spelling.Closest("aaa", ["aab", "aaa"]));
    }
}
