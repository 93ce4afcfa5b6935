using Facebook.Graph;
using Source.FacebookPages.Pages;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.Pages;

public sealed class PageFieldSetTests
{
    private readonly RecordedLog _log = new();

    [Fact]
    public void A_field_that_one_Page_refuses_is_still_asked_of_the_others_with_one_warning()
    {
        var fields = new PageFieldSet(["name", "genre", "about"], _log);

        fields.Refuse("genre", PageNumber(1));
        fields.Refuse("genre", PageNumber(2));

        Assert.Equal(["name", "genre", "about"], fields.Current);
        Assert.Contains("Take it out of page_fields", Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_that_three_Pages_refuse_and_none_has_taken_is_asked_for_no_more()
    {
        var fields = new PageFieldSet(["name", "genre", "about"], _log);

        foreach (var number in Enumerable.Range(1, 3))
        {
            fields.Refuse("genre", PageNumber(number));
        }

        Assert.Equal(["name", "about"], fields.Current);
    }

    [Fact]
    public void A_field_that_one_Page_has_taken_is_asked_of_all()
    {
        var fields = new PageFieldSet(["name", "genre"], _log);

        fields.Refuse("genre", PageNumber(1));
        fields.Take(["name", "genre"]);
        foreach (var number in Enumerable.Range(2, 5))
        {
            fields.Refuse("genre", PageNumber(number));
        }

        Assert.Equal(["name", "genre"], fields.Current);
    }

    [Fact]
    public void A_field_that_a_Page_took_before_any_other_refused_it_is_not_dropped_for_all()
    {
        var fields = new PageFieldSet(["name", "genre"], _log);

        fields.Take(["name", "genre"]);
        foreach (var number in Enumerable.Range(1, 3))
        {
            fields.Refuse("genre", PageNumber(number));
        }

        Assert.Equal(["name", "genre"], fields.Current);
    }

    private static Page PageNumber(int number) => new($"{number}", null, new AccessToken($"EAAPAGE{number}"), null);
}
