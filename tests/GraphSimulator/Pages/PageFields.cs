using System.Collections.Frozen;

namespace GraphSimulator.Pages;

/// <summary>The fields that the node type Page has. Any other fails the whole call.</summary>
public static class PageFields
{
    /// <summary>Fields that exist, set or not.</summary>
    public static FrozenSet<string> Known { get; } = FrozenSet.ToFrozenSet(
    [
        "about", "access_token", "ad_campaign", "affiliation", "app_id", "artists_we_like", "attire", "available_promo_offer_ids", "awards", "band_interests",
        "band_members", "best_page", "bio", "birthday", "booking_agent", "breaking_news_usage", "built", "business", "can_checkin", "can_post", "category",
        "category_list", "checkins", "company_overview", "connected_instagram_account", "connected_page_backed_instagram_account", "contact_address",
        "copyright_whitelisted_ig_partners", "country_page_likes", "cover", "culinary_team", "delivery_and_pickup_option_info", "description",
        "description_html", "differently_open_offerings", "directed_by", "display_subtext", "displayed_message_response_time", "emails", "engagement",
        "fan_count", "features", "followers_count", "food_styles", "founded", "general_info", "general_manager", "global_brand_page_name",
        "global_brand_root_id", "has_added_app", "has_lead_access", "has_transitioned_to_new_page_experience", "has_whatsapp_business_number",
        "has_whatsapp_number", "hometown", "hours", "id", "impressum", "influences", "instagram_business_account", "is_always_open", "is_calling_eligible",
        "is_chain", "is_community_page", "is_eligible_for_branded_content", "is_eligible_for_disable_connect_ig_btn_for_non_page_admin_am_web",
        "is_messenger_bot_get_started_enabled", "is_messenger_platform_bot", "is_owned", "is_permanently_closed", "is_published", "is_unclaimed",
        "is_verified", "is_webhooks_subscribed", "keywords", "leadgen_tos_acceptance_time", "leadgen_tos_accepted", "leadgen_tos_accepting_user", "likes",
        "link", "location", "members", "merchant_id", "merchant_review_status", "messaging_feature_status", "messenger_ads_default_icebreakers",
        "messenger_ads_default_quick_replies", "messenger_ads_quick_replies_type", "mini_shop_storefront", "mission", "mpg", "name",
        "name_with_location_descriptor", "new_like_count", "offer_eligible", "overall_star_rating", "owner_business", "page_token", "parent_page",
        "payment_options", "personal_info", "personal_interests", "pharma_safety_info", "phone", "pickup_options", "picture", "place_type", "plot_outline",
        "preferred_audience", "press_contact", "price_range", "privacy_info_url", "produced_by", "products", "promotion_eligible",
        "promotion_ineligible_reason", "public_transit", "rating_count", "recipient", "record_label", "release_date", "restaurant_services",
        "restaurant_specialties", "schedule", "screenplay_by", "season", "single_line_address", "starring", "store_code", "store_location_descriptor",
        "store_number", "studio", "supports_donate_button_in_live_video", "talking_about_count", "temporary_status", "unread_message_count",
        "unread_notif_count", "unseen_message_count", "user_access_expire_time", "username", "verification_status", "voip_info", "website", "were_here_count",
        "whatsapp_number", "written_by",
    ], StringComparer.Ordinal);

    /// <summary>Only a token of the Page itself, or of somebody with a role, sees these.</summary>
    public static FrozenSet<string> OfInsiders { get; } = FrozenSet.ToFrozenSet(
        ["new_like_count", "unread_message_count", "unread_notif_count", "unseen_message_count"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> RemovedIn2026 = FrozenSet.ToFrozenSet(
        ["current_location", "genre", "network", "parking", "start_info"], StringComparer.Ordinal);

    /// <summary>v26.0 came without these; the other versions lost them on 2026-10-27.</summary>
    public static bool Exists(string field, int version, DateOnly today)
        => Known.Contains(field) || (RemovedIn2026.Contains(field) && version < 26 && today < new DateOnly(2026, 10, 27));
}
