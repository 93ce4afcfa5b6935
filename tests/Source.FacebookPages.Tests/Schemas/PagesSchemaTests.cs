using System.Text.Json;
using NJsonSchema;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Schemas;

namespace Source.FacebookPages.Tests.Schemas;

public class PagesSchemaTests
{
    [Fact]
    public void The_default_fields_have_these_types()
    {
        const string expected = """
            {
              "$schema": "http://json-schema.org/draft-07/schema#",
              "type": "object",
              "additionalProperties": true,
              "properties": {
                "page_id": {"type": "string"},
                "name": {"type": ["null", "string"]},
                "category": {"type": ["null", "string"]},
                "category_list": {"type": ["null", "array"], "items": {"type": "object", "additionalProperties": true,
                  "properties": {"id": {"type": ["null", "string"]}, "name": {"type": ["null", "string"]}}}},
                "verification_status": {"type": ["null", "string"]},
                "fan_count": {"type": ["null", "integer"]},
                "followers_count": {"type": ["null", "integer"]},
                "link": {"type": ["null", "string"]},
                "username": {"type": ["null", "string"]},
                "about": {"type": ["null", "string"]},
                "website": {"type": ["null", "string"]},
                "is_published": {"type": ["null", "boolean"]},
                "location": {"type": ["null", "object"], "additionalProperties": true, "properties": {
                  "city": {"type": ["null", "string"]}, "country": {"type": ["null", "string"]},
                  "latitude": {"type": ["null", "number"]}, "longitude": {"type": ["null", "number"]},
                  "state": {"type": ["null", "string"]}, "street": {"type": ["null", "string"]}, "zip": {"type": ["null", "string"]}}},
                "overall_star_rating": {"type": ["null", "number"]},
                "rating_count": {"type": ["null", "integer"]},
                "talking_about_count": {"type": ["null", "integer"]},
                "were_here_count": {"type": ["null", "integer"]},
                "tasks": {"type": ["null", "array"], "items": {"type": "string"}}
              }
            }
            """;

        using var document = JsonDocument.Parse(expected);
        Assert.True(JsonElement.DeepEquals(document.RootElement, SchemaTexts.WithoutDescriptions(PagesSchema.Write(PageFields.Default))));
    }

    [Fact]
    public void The_fields_are_those_that_are_configured_in_their_order()
    {
        var schema = SchemaTexts.Parse(PagesSchema.Write(["website", "name"]));

        Assert.Equal(["page_id", "website", "name"], schema.GetProperty("properties").EnumerateObject().Select(property => property.Name));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("\"text\"")]
    [InlineData("{\"a\": [1]}")]
    [InlineData("null")]
    [InlineData("[true]")]
    public async Task A_field_that_is_not_known_may_hold_anything(string value)
    {
        var schema = await JsonSchema.FromJsonAsync(SchemaTexts.Text(PagesSchema.Write(["mission"])), TestContext.Current.CancellationToken);

        Assert.Empty(schema.Validate($$"""{"page_id": "1", "mission": {{value}}}"""));
    }

    [Theory]
    [InlineData("""{"page_id":"1","name":"Blue Door Coffee","category_list":[{"id":"1","name":"Coffee shop"}],"fan_count":12,"location":{"city":"Lyon","latitude":45.76,"more":1},"overall_star_rating":4.5,"tasks":["ANALYZE"]}""", 0)]
    [InlineData("""{"page_id":"1"}""", 0)]
    [InlineData("""{"page_id":"1","name":null,"category_list":null,"fan_count":null,"location":null,"is_published":null,"overall_star_rating":null}""", 0)]
    [InlineData("""{"page_id":null}""", 1)]
    [InlineData("""{"page_id":"1","fan_count":"12"}""", 1)]
    [InlineData("""{"page_id":"1","tasks":"ANALYZE"}""", 1)]
    public async Task Records_are_judged_by_their_types(string record, int mistakes)
    {
        var schema = await JsonSchema.FromJsonAsync(SchemaTexts.Text(PagesSchema.Write(PageFields.Default)), TestContext.Current.CancellationToken);

        Assert.Equal(mistakes, schema.Validate(record).Count);
    }

    [Fact]
    public void Known_fields_are_unique_described_and_may_be_configured()
    {
        Assert.Equal(PageFields.All.Count, PageFields.All.Select(field => field.Name).Distinct().Count());
        Assert.All(PageFields.All, field =>
        {
            Assert.EndsWith(".", field.Description, StringComparison.Ordinal);
            Assert.True(TextRule.PageField.Allows(field.Name), field.Name);
        });
        Assert.DoesNotContain(PageFields.All, field => field.Name is "id" or "page_id" or "access_token");
    }

    [Fact]
    public void All_documented_fields_of_the_Page_node_are_known()
    {
        Assert.Equal(
            ((string[])
            [
                "about", "business", "category", "category_list", "checkins", "cover", "description", "emails", "engagement", "fan_count", "followers_count",
                "has_transitioned_to_new_page_experience", "instagram_business_account", "is_community_page", "is_owned", "is_permanently_closed", "is_published",
                "is_unclaimed", "is_verified", "link", "location", "name", "new_like_count", "overall_star_rating", "parent_page", "phone", "picture", "place_type",
                "price_range", "rating_count", "single_line_address", "talking_about_count", "tasks", "temporary_status", "unread_message_count", "unread_notif_count",
                "unseen_message_count", "username", "verification_status", "website", "were_here_count",
            ]).Order(StringComparer.Ordinal),
            PageFields.All.Select(field => field.Name).Order(StringComparer.Ordinal));
        Assert.All(PageFields.Default, name => Assert.NotNull(PageFields.Find(name)));
    }
}
