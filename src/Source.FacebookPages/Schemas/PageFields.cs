namespace Source.FacebookPages.Schemas;

/// <summary>The fields of a Page that are known, <c>id</c> (always read, as <c>page_id</c>) and the never read <c>access_token</c> left out.</summary>
internal static class PageFields
{
    /// <summary>
    /// The fields that are read when the configuration names none: those that every kind of Page has and that need no further permission,
    /// because one refused field fails the whole request.
    /// </summary>
    public static IReadOnlyList<string> Default { get; } =
    [
        "name", "category", "category_list", "verification_status", "fan_count", "followers_count", "link", "username", "about", "website",
        "is_published", "location", "overall_star_rating", "rating_count", "talking_about_count", "were_here_count", "tasks",
    ];

    /// <summary>All known fields.</summary>
    public static IReadOnlyList<PageField> All { get; } =
    [
        new("name", JsonShape.Text, "The name of the Page, which its owners may change."),
        new("category", JsonShape.Text, "The main category."),
        new("category_list", JsonShape.List(IdAndName()), "All categories."),
        new("verification_status", JsonShape.Text, "blue_verified, gray_verified or not_verified."),
        new("fan_count", JsonShape.Integer, "How many people like the Page; on Pages of the new experience the same as followers_count."),
        new("followers_count", JsonShape.Integer, "How many accounts follow the Page."),
        new("link", JsonShape.Text, "The address of the Page on Facebook."),
        new("username", JsonShape.Text, "The alias of the Page."),
        new("about", JsonShape.Text, "What the Page says about itself, in a line."),
        new("website", JsonShape.Text, "The web site that the Page names."),
        new("is_published", JsonShape.Boolean, "Whether the Page is public. An unpublished Page keeps its insights for five days only."),
        new(
            "location",
            JsonShape.Object(
                ("city", JsonShape.Text),
                ("country", JsonShape.Text),
                ("latitude", JsonShape.Number),
                ("longitude", JsonShape.Number),
                ("state", JsonShape.Text),
                ("street", JsonShape.Text),
                ("zip", JsonShape.Text)),
            "Where the place is; any part may be missing."),
        new("overall_star_rating", JsonShape.Number, "The average rating; absent when there are too few."),
        new("rating_count", JsonShape.Integer, "How many ratings there are."),
        new("talking_about_count", JsonShape.Integer, "How many people talk about the Page."),
        new("were_here_count", JsonShape.Integer, "How many visits the place had."),
        new("tasks", JsonShape.List(JsonShape.Text), "What the token's owner may do on the Page, for example ANALYZE."),
        new("description", JsonShape.Text, "The long description."),
        new("phone", JsonShape.Text, "The telephone number that the Page names."),
        new("emails", JsonShape.List(JsonShape.Text), "The e-mail addresses that the Page names."),
        new("new_like_count", JsonShape.Integer, "New likes since the last visit of an owner."),
        new("unread_message_count", JsonShape.Integer, "Unread messages."),
        new("unread_notif_count", JsonShape.Integer, "Unread notifications."),
        new("unseen_message_count", JsonShape.Integer, "Messages not seen yet."),
        new("checkins", JsonShape.Integer, "How many check-ins the place had."),
        new("is_verified", JsonShape.Boolean, "Whether the Page is verified; Facebook recommends verification_status instead."),
        new("is_unclaimed", JsonShape.Boolean, "Whether nobody has claimed the Page."),
        new("is_permanently_closed", JsonShape.Boolean, "Whether the place is closed for good."),
        new("is_community_page", JsonShape.Boolean, "Whether the Page is a community Page."),
        new("is_owned", JsonShape.Boolean, "Whether the Page has an owner."),
        new("has_transitioned_to_new_page_experience", JsonShape.Boolean, "Whether the Page is of the new Pages experience."),
        new("single_line_address", JsonShape.Text, "The address of the place in one line."),
        new("price_range", JsonShape.Text, "How expensive the place is."),
        new("place_type", JsonShape.Text, "What kind of place it is."),
        new("temporary_status", JsonShape.Text, "Whether the place is open for the time being."),
        new("parent_page", IdAndName(), "The Page that this Page is a location of."),
        new("engagement", JsonShape.Object(("count", JsonShape.Integer), ("social_sentence", JsonShape.Text)), "How many people like the Page, also as a sentence."),
        new(
            "cover",
            JsonShape.Object(
                ("cover_id", JsonShape.Text),
                ("id", JsonShape.Text),
                ("offset_x", JsonShape.Number),
                ("offset_y", JsonShape.Number),
                ("source", JsonShape.Text)),
            "The cover picture."),
        new(
            "picture",
            JsonShape.Object(("data", JsonShape.Object(
                ("height", JsonShape.Integer),
                ("is_silhouette", JsonShape.Boolean),
                ("url", JsonShape.Text),
                ("width", JsonShape.Integer)))),
            "The profile picture."),
        new("instagram_business_account", JsonShape.Object(("id", JsonShape.Text)), "The Instagram account of the Page; needs a permission for Instagram."),
        new("business", IdAndName(), "The business portfolio that owns the Page; needs business_management."),
    ];

    /// <summary>What is known of a field, or null.</summary>
    public static PageField? Find(string name) => All.FirstOrDefault(field => field.Name == name);

    private static JsonShape IdAndName() => JsonShape.Object(("id", JsonShape.Text), ("name", JsonShape.Text));
}
