using GraphSimulator.Limits;
using GraphSimulator.Pages;
using GraphSimulator.Tokens;

namespace GraphSimulator;

/// <content>Ready-made worlds.</content>
public sealed partial class SimulatedWorld
{
    private static readonly string[] Names =
    [
        "Blue Door Coffee", "Harbour Books", "Café Zoë & Söhne", "Tacos \"El Güero\" 🌮", "Back\\Slash/Studio", "東京ラーメン",
        "O'Neill Cycles <Repair>", "Ünïcödé 👩‍👩‍👧‍👦 Family",
    ];

    /// <summary>Healthy Pages 100000000000001, …002 and so on; names with accents, quotes, slashes and emoji among them.</summary>
    /// <param name="pages">How many.</param>
    /// <param name="days">Days with data before today; null: since 2023-07-18, as seen in reality.</param>
    /// <param name="now">Where the clock stands.</param>
    public static SimulatedWorld Create(int pages = 3, int? days = null, DateTimeOffset? now = null)
    {
        var world = new SimulatedWorld(now);
        if (days is { } count)
        {
            world.Data.Start = world.Today.AddDays(-count);
        }

        world.AddPages(pages);
        return world;
    }

    /// <summary>
    /// Six Pages: …001 Blue Door Coffee and …002 Harbour Books are healthy, …003 Small Club has 60 likes, …004 Lost Page is listed
    /// but its role is gone, …005 Unpublished, …006 is throttled until the
    /// clock has moved three minutes.
    /// </summary>
    public static SimulatedWorld Section12(DateTimeOffset? now = null)
    {
        var world = Create(pages: 6, days: null, now);
        world.Pages["100000000000003"].Name = "Small Club";
        world.Pages["100000000000003"].Likes = 60;
        world.Pages["100000000000004"].Name = "Lost Page";
        world.Pages["100000000000004"].Loss = PageLoss.RoleLost;
        world.Pages["100000000000005"].Name = "Unpublished";
        world.Pages["100000000000005"].IsPublished = false;
        world.Pages["100000000000006"].Name = "Throttled";
        world.Limits.BlockUntil(UsageKind.BusinessUseCase, "100000000000006", world.Now.AddMinutes(3));
        return world;
    }

    /// <summary>Adds healthy Pages with the next free ids.</summary>
    /// <returns>The new Pages.</returns>
    public IReadOnlyList<SimulatedPage> AddPages(int count)
    {
        var first = Pages.Count;
        var pages = Enumerable.Range(first + 1, count).Select(number => NewPage($"{100000000000000L + number}", number)).ToList();
        Pages.AddRange(pages);
        return pages;
    }

    /// <summary>Adds a healthy Page.</summary>
    public SimulatedPage AddPage(string id, string name)
    {
        var page = NewPage(id, Pages.Count + 1);
        page.Name = name;
        Pages.Add(page);
        return page;
    }

    /// <summary>Gives the Page a new token; those it had are dead (190/467).</summary>
    /// <returns>The new token.</returns>
    public SimulatedToken RotateToken(string pageId)
    {
        var page = Pages[pageId];
        var old = page.Token;
        page.Token = Tokens.Add(NewPageToken(pageId, old.Value));
        foreach (var token in Tokens.All.Where(t => t.PageId == pageId && t != page.Token))
        {
            token.Trouble = TokenTrouble.LoggedOut;
        }

        return page.Token;
    }

    /// <summary>Adds posts to a Page, one every seven hours back from now.</summary>
    public void AddPosts(string pageId, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var message = i % 5 == 4 ? null : $"Post {i} – \"new\" on https://example.com/{i} ☕";
            Posts.Add(new SimulatedPost($"{pageId}_{900000000000000L + i}", pageId, Now.AddHours(-7 * (i + 1)), message)
            {
                Shares = i % 3,
                ByOthers = i % 11 == 10,
            });
        }
    }

    /// <summary>Every token of user, system user and Pages is dead from now on.</summary>
    public void BreakAllTokens(TokenTrouble trouble) => Tokens.BreakAll(trouble);

    /// <summary>Every token of one Page is dead from now on; the listing goes on giving the dead one, unless <see cref="RotateToken"/> is called.</summary>
    public void BreakPageTokens(string pageId, TokenTrouble trouble)
    {
        foreach (var token in Tokens.All.Where(t => t.PageId == pageId))
        {
            token.Trouble = trouble;
        }
    }

    private SimulatedPage NewPage(string id, int number)
    {
        var name = number <= Names.Length ? Names[number - 1] : $"{Names[(number - 1) % Names.Length]} {number}";
        var page = new SimulatedPage(id, name, Tokens.Add(NewPageToken(id, "")))
        {
            Likes = 100 + (number * 137 % 50000),
            Followers = 120 + (number * 141 % 50000),
        };
        var (categoryId, category) = number % 2 == 0 ? ("197048876974331", "Bookstore") : ("197871390225897", "Coffee shop");
        page.Fields["category"] = $"\"{category}\"";
        page.Fields["category_list"] = $$"""[{"id":"{{categoryId}}","name":"{{category}}"}]""";
        page.Fields["link"] = $"\"https://www.facebook.com/{id}\"";
        page.Fields["verification_status"] = number % 3 == 0 ? "\"blue_verified\"" : "\"not_verified\"";
        page.Fields["talking_about_count"] = $"{number * 7}";
        page.Fields["were_here_count"] = $"{number * 11}";
        page.Fields["rating_count"] = $"{number % 4 * 5}";
        page.Fields["has_transitioned_to_new_page_experience"] = "true";
        page.Fields["location"] = """
            {"city":"Zürich","country":"Switzerland","latitude":47.3769,"longitude":8.5417,"street":"Bahnhofstrasse 1/2","zip":"8001"}
            """;
        if (number % 3 != 0)
        {
            page.Fields["username"] = $"\"page{number}\"";
            page.Fields["about"] = "\"Good things since 1998 \\u2013 caf\\u00e9 & more\"";
        }

        if (number % 4 != 0)
        {
            page.Fields["overall_star_rating"] = "4.6";
            page.Fields["website"] = "\"https://example.com/\"";
        }

        return page;
    }

    private SimulatedToken NewPageToken(string pageId, string previous)
        => new(TokenText.For($"page:{pageId}{previous}"), TokenKind.Page, $"page:{pageId}", Now.AddDays(-10))
        {
            PageId = pageId,
            UserId = UserId,
            Parent = UserToken,
        };
}
