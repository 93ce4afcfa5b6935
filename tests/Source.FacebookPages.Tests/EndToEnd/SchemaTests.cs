using System.Text.Json.Nodes;
using GraphSimulator;
using GraphSimulator.Insights;
using GraphSimulator.Tokens;
using TestKit;
using static Source.FacebookPages.Tests.EndToEnd.Scenario;

namespace Source.FacebookPages.Tests.EndToEnd;

/// <summary>Every record keeps the schema under which it was offered.</summary>
public sealed class SchemaTests
{
    private static readonly string[] AllFields =
    [
        "name", "category", "category_list", "verification_status", "fan_count", "followers_count", "link", "username", "about", "website", "is_published", "location",
        "overall_star_rating", "rating_count", "talking_about_count", "were_here_count", "tasks", "description", "phone", "emails", "new_like_count", "unread_message_count",
        "checkins", "is_verified", "is_unclaimed", "is_permanently_closed", "parent_page", "engagement", "cover", "picture", "instagram_business_account", "business",
        "impressum", "hours",
    ];

    [Theory]
    [InlineData("per_page")]
    [InlineData("combined")]
    public async Task Every_record_of_every_stream_keeps_its_schema(string layout)
    {
        await using var scenario = await StartAsync(World());
        scenario.Config.With("stream_layout", layout).WithList("periods", "day", "week", "days_28").With("start_date", "2026-11-08")
            .WithList("page_fields", AllFields)
            .WithList("metric_groups", "cta_clicks", "engagement", "fans_followers", "media_view", "reactions", "page_views", "video", "monetization", "ad_breaks")
            .WithList("metrics", "page_media_view_by_is_from_ads", "page_media_view_by_is_from_followers", "content_monetization_earnings_by_earning_source", "page_brand_new", "page_impressions");
        var discovered = await scenario.DiscoverAsync();
        var schemas = await RecordSchemas.FromAsync(discovered);

        var output = await scenario.ReadAsync(CatalogBuilder.From(discovered));

        Assert.Equal(0, output.ExitCode);
        Assert.Empty(schemas.Violations(output));
        Assert.Equal(discovered.Streams.Count, output.Records.Select(record => record.Stream).Distinct().Count());
        Assert.All(output.Records, record => Assert.DoesNotContain(record.Data.Select(pair => pair.Value), value => value is JsonValue text && text.ToJsonString().Contains("EAAR", StringComparison.Ordinal)));
        AssertKeysAreThere(discovered, output);
    }

    [Fact]
    public async Task An_insights_record_has_the_fields_of_the_contract_and_no_other()
    {
        await using var scenario = await StartAsync(World());
        scenario.Config.WithList("periods", "day", "days_28").With("start_date", "2026-11-21");

        var output = await scenario.ReadAsync(CatalogBuilder.Incremental($"page_insights_{Page1}", $"page_insights_{Page1}_days_28"));

        Assert.All(output.Records, record => Assert.Equal(
            ["page_id", "metric", "metric_group", "period", "end_time", "date", "value", "breakdown"], record.Data.Select(pair => pair.Key)));
        Assert.Contains(output.Records, record => record.Data.ToJsonString()
            == """{"page_id":"100000000000001","metric":"page_follows","metric_group":"fans_followers","period":"day","end_time":"2026-11-22T08:00:00Z","date":"2026-11-21","value":88842,"breakdown":null}""");
        Assert.Contains(output.Records, record => record.Data.ToJsonString()
            == """{"page_id":"100000000000001","metric":"page_actions_post_reactions_total","metric_group":"reactions","period":"day","end_time":"2026-11-22T08:00:00Z","date":"2026-11-21","value":null,"breakdown":{"love":26,"wow":178,"haha":158,"sorry":198,"anger":114}}""");
    }

    private static SimulatedWorld World()
    {
        var world = SimulatedWorld.Create(pages: 8);
        world.UnknownMembers = true;
        world.Metrics.Allow("page_brand_new");
        world.Pages[Page1].HasMonetization = true;
        world.Pages[Page1].Fields["description"] = "\"Line\\nline\\u2028line\"";
        world.Pages[Page1].Fields["emails"] = """["a@example.com","b@example.com"]""";
        world.Pages[Page1].Fields["engagement"] = """{"count":4294967296,"social_sentence":"4.3B people like this."}""";
        world.Pages[Page1].Fields["cover"] = """{"cover_id":"1","id":"1","offset_x":0,"offset_y":50.5,"source":"https:\/\/example.com\/c.jpg"}""";
        world.Pages[Page1].Fields["picture"] = """{"data":{"height":50,"is_silhouette":false,"url":"https:\/\/example.com\/p.jpg","width":50}}""";
        world.Pages[Page1].Fields["hours"] = """{"mon_1_open":"09:00"}""";
        world.Pages[Page2].Fields["location"] = """{"country":"Switzerland"}""";
        world.Data.Override(new ValueOverride("page_brand_new", new DateOnly(2026, 11, 20), """{"DE":{"Köln":3,"\u2028":1},"list":[1,2]}"""));
        world.Data.Override(new ValueOverride("page_brand_new", new DateOnly(2026, 11, 19), "\"a text\""));
        world.Data.Override(new ValueOverride("page_brand_new", new DateOnly(2026, 11, 18), "[1,2]"));
        world.Data.Override(new ValueOverride("page_brand_new", new DateOnly(2026, 11, 17), "true"));
        world.Data.Override(new ValueOverride("page_media_view", new DateOnly(2026, 11, 17), "9007199254740993"));
        return world;
    }

    private static void AssertKeysAreThere(ConnectorOutput discovered, ConnectorOutput output)
    {
        var keys = discovered.Streams.ToDictionary(
            stream => stream["name"]!.GetValue<string>(),
            stream => stream["source_defined_primary_key"]!.AsArray().Select(path => Assert.Single(path!.AsArray())!.GetValue<string>()).ToList());
        Assert.All(output.Records, record => Assert.All(keys[record.Stream], key => Assert.NotNull(record.Data[key])));
    }
}
