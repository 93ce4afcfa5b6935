using System.Text.Json;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Source.FacebookPages.Configuration;

namespace Source.FacebookPages.Tests.Configuration;

public class SourceConfigReaderTests
{
    // Long and odd enough not to be part of any message by chance.
    private const string Marker = "EAABmarkerZ9q7";

    [Fact]
    public void The_minimal_configuration_has_the_defaults_of_the_contract()
    {
        var config = Configurations.Read(Configurations.Minimal);

        Assert.Empty(config.PageIds);
        Assert.Empty(config.ExcludePageIds);
        Assert.False(config.DiscoverBusinessPages);
        Assert.Null(config.StartDate);
        Assert.Null(config.EndDate);
        Assert.Equal(7, config.LookbackWindowDays);
        Assert.Null(config.MetricGroups);
        Assert.Empty(config.Metrics);
        Assert.Empty(config.ExcludeMetrics);
        Assert.Equal([InsightsPeriod.Day], config.Periods);
        Assert.Equal(StreamLayout.PerPage, config.StreamLayout);
        Assert.Equal(
            [
                "name", "category", "category_list", "verification_status", "fan_count", "followers_count", "link", "username", "about", "website",
                "is_published", "location", "overall_star_rating", "rating_count", "talking_about_count", "were_here_count", "tasks",
            ],
            config.PageFields);
        Assert.Equal("v25.0", config.ApiVersion);
        Assert.Equal(90, config.WindowDays);
        Assert.Equal(8, config.Concurrency);
        Assert.Equal(TimeSpan.FromSeconds(60), config.RequestTimeout);
        Assert.Equal(8, config.MaxAttempts);
        Assert.Equal(TimeSpan.FromSeconds(3600), config.MaxWait);
        Assert.Equal(PageAccessLost.Skip, config.OnPageAccessLost);
        Assert.Equal(new Uri("https://graph.facebook.com"), config.ApiUrl);
        Assert.Empty(config.Remarks);
    }

    [Fact]
    public void Every_setting_arrives()
    {
        var config = Configurations.Read(Configurations.With("""
            {
              "page_ids": ["2", "1", "2"], "exclude_page_ids": ["3"], "discover_business_pages": true, "start_date": "2025-01-02", "end_date": "2025-12-31",
              "lookback_window_days": 3, "metric_groups": ["video", "reactions"], "metrics": ["page_fans", "custom_metric"], "exclude_metrics": ["page_video_view_time"],
              "periods": ["days_28", "day"], "stream_layout": "combined", "page_fields": ["name", "id", "mission", "name"], "api_version": "v26.0", "window_days": 30,
              "concurrency": 4.0, "request_timeout_seconds": 5, "max_attempts": 2, "max_wait_seconds": 0, "on_page_access_lost": "fail", "api_url": "http://localhost:8080/graph"
            }
            """));

        Assert.Equal(["2", "1"], config.PageIds);
        Assert.Equal(["3"], config.ExcludePageIds);
        Assert.True(config.DiscoverBusinessPages);
        Assert.Equal(new DateOnly(2025, 1, 2), config.StartDate);
        Assert.Equal(new DateOnly(2025, 12, 31), config.EndDate);
        Assert.Equal(3, config.LookbackWindowDays);
        Assert.Equal(["video", "reactions"], config.MetricGroups);
        Assert.Equal(["page_fans", "custom_metric"], config.Metrics);
        Assert.Equal(["page_video_view_time"], config.ExcludeMetrics);
        Assert.Equal([InsightsPeriod.Day, InsightsPeriod.Days28], config.Periods);
        Assert.Equal(StreamLayout.Combined, config.StreamLayout);
        Assert.Equal(["name", "mission"], config.PageFields);
        Assert.Equal("v26.0", config.ApiVersion);
        Assert.Equal(30, config.WindowDays);
        Assert.Equal(4, config.Concurrency);
        Assert.Equal(TimeSpan.FromSeconds(5), config.RequestTimeout);
        Assert.Equal(2, config.MaxAttempts);
        Assert.Equal(TimeSpan.Zero, config.MaxWait);
        Assert.Equal(PageAccessLost.Fail, config.OnPageAccessLost);
        Assert.Equal(new Uri("http://localhost:8080/graph"), config.ApiUrl);
    }

    [Fact]
    public void No_groups_at_all_is_kept_apart_from_the_default()
    {
        var config = Configurations.Read(Configurations.With("""{"metric_groups": [], "metrics": ["page_follows"]}"""));

        Assert.NotNull(config.MetricGroups);
        Assert.Empty(config.MetricGroups);
    }

    [Fact]
    public void White_space_around_secrets_is_taken_off()
    {
        var config = Configurations.Read($$$"""
            {"credentials": {"auth_type": "access_token", "access_token": " {{{Marker}}}\r\n", "client_id": "12", "app_secret": "\ts3cr3t\n"}}
            """);

        var credentials = Assert.IsType<AccessTokenCredentials>(config.Credentials);
        credentials.AccessToken.Reveal(token => Assert.Equal(Marker, token));
        Assert.Equal("12", credentials.ClientId);
        Assert.Equal("s3cr3t", credentials.AppSecret);
    }

    [Fact]
    public void Page_tokens_are_merged_by_Page()
    {
        var config = Configurations.Read("""
            {"credentials": {"auth_type": "page_access_tokens", "app_secret": null, "page_tokens": [
              {"page_id": "2", "access_token": "two"}, {"page_id": "1", "access_token": "one"}, {"page_id": "2", "access_token": " two "}]}}
            """);

        var credentials = Assert.IsType<PageTokenCredentials>(config.Credentials);
        Assert.Equal(["2", "1"], credentials.PageTokens.Select(token => token.PageId));
        credentials.PageTokens[0].AccessToken.Reveal(token => Assert.Equal("two", token));
        Assert.Null(credentials.AppSecret);
    }

    [Fact]
    public void A_secret_reference_is_taken_apart()
    {
        var config = Configurations.Read("""
            {"credentials": {"auth_type": "aws_secrets_manager", "region": "eu-central-1",
              "secret_id": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:pages-AbCdEf:access_token::"}}
            """);

        var credentials = Assert.IsType<SecretsManagerCredentials>(config.Credentials);
        Assert.Equal("arn:aws:secretsmanager:eu-central-1:123456789012:secret:pages-AbCdEf", credentials.Secret.SecretId);
        Assert.Equal("access_token", credentials.Secret.JsonKey);
        Assert.Equal("eu-central-1", credentials.Region);
    }

    [Theory]
    [InlineData("""{"concurrency": "8"}""", "concurrency is a string, but must be a whole number from 1 to 64, without quotes.")]
    [InlineData("""{"concurrency": 2.5}""", "concurrency is 2.5, but must be a whole number from 1 to 64.")]
    [InlineData("""{"concurrency": 10000000000000000000000000000000000000000}""", "concurrency is a number, but must be a whole number from 1 to 64.")]
    [InlineData("""{"window_days": 91}""", "window_days is 91, but must be a whole number from 1 to 90.")]
    [InlineData("""{"discover_business_pages": "true"}""", "discover_business_pages is a string, but must be true or false, without quotes.")]
    [InlineData("""{"start_date": "2026-02-30"}""", "start_date must be an existing day, written YYYY-MM-DD; its value is something else.")]
    [InlineData("""{"start_date": ""}""", "start_date is empty, but must be an existing day, written YYYY-MM-DD.")]
    [InlineData("""{"start_date": "2026-02-02", "end_date": "2026-02-01"}""", "start_date (2026-02-02) must not be later than end_date (2026-02-01).")]
    [InlineData("""{"page_ids": [100000000000001]}""", "page_ids[0] is a number, but must be the numeric id of a Page, written as a string of digits, for example \"100000000000001\".")]
    [InlineData("""{"periods": []}""", "periods is an empty list, but must be a list with at least one entry, each entry one of \"day\", \"week\", \"days_28\".")]
    [InlineData("""{"stream_layout": "both"}""", "stream_layout must be one of \"per_page\", \"combined\"; its value is something else.")]
    [InlineData("""{"credentials": {}}""", "credentials.auth_type is missing; it must be one of \"access_token\", \"page_access_tokens\", \"aws_secrets_manager\".")]
    [InlineData("""{"credentials": {"auth_type": "page_access_tokens", "page_tokens": [{"page_id": "1"}]}}""", "credentials.page_tokens[0].access_token is missing; it must be a non-empty string without white space inside and of plain ASCII characters only.")]
    [InlineData("""{"credentials": {"auth_type": "page_access_tokens", "page_tokens": [{"page_id": "1", "access_token": "a"}, {"page_id": "1", "access_token": "b"}]}}""", "credentials.page_tokens[1].access_token differs from the token that an earlier entry has for the same Page 1; keep one of them.")]
    [InlineData("""{"credentials": {"auth_type": "aws_secrets_manager", "secret_id": "pages:token"}}""", "credentials.secret_id must be the name of a secret, its ARN, or its ARN followed by :json-key:version-stage:version-id, of which parts may be empty; its value is something else.")]
    public void A_mistake_names_the_key_the_kind_and_what_is_allowed(string keys, string message)
    {
        Assert.Equal([message], Configurations.Mistakes(Configurations.With(keys)));
    }

    [Fact]
    public void A_failed_reading_is_the_users_to_mend()
    {
        var exception = Assert.Throws<ConfigurationException>(() => Configurations.Read("[]"));

        Assert.Equal(FailureType.ConfigError, exception.FailureType);
        Assert.Equal(["The configuration is a list, but must be an object."], exception.Mistakes);
    }

    [Fact]
    public void No_message_repeats_a_text_of_the_configuration()
    {
        var spoiled = Specification.Properties().Keys.SelectMany(key => (string[])[$"\"{Marker} \"", $"[\"{Marker} \"]", $$"""{"{{Marker}}": "{{Marker}}"}"""], (key, value) => $$"""{"{{key}}": {{value}}}""")
            .Concat(((string[])["access_token", "page_access_tokens", "aws_secrets_manager", Marker]).SelectMany(
                _ => (string[])["access_token", "client_id", "app_secret", "page_tokens", "secret_id", "region"],
                (type, key) => $$$"""{"credentials": {"auth_type": "{{{type}}}", "{{{key}}}": "{{{Marker}}} {{{Marker}}}"}}"""))
            .Append($$$"""{"credentials": {"auth_type": "page_access_tokens", "page_tokens": [{"page_id": "{{{Marker}}}", "access_token": "{{{Marker}}} x"}, "{{{Marker}}}"]}}""")
            .ToList();

        Assert.All(spoiled, keys =>
        {
            var exception = Assert.Throws<ConfigurationException>(() => Configurations.Read(Configurations.With(keys)));
            Assert.DoesNotContain(Marker, exception.ToString(), StringComparison.OrdinalIgnoreCase);
        });
    }

    [Theory]
    [InlineData("""{"auth_type": "access_token", "access_token": "EAABmarkerZ9q7", "app_secret": "EAABmarkerZ9q7"}""")]
    [InlineData("""{"auth_type": "page_access_tokens", "app_secret": "EAABmarkerZ9q7", "page_tokens": [{"page_id": "1", "access_token": "EAABmarkerZ9q7"}]}""")]
    public void A_configuration_does_not_print_its_secrets(string credentials)
    {
        var config = Configurations.Read($$"""{"credentials": {{credentials}}}""");

        Assert.DoesNotContain(Marker, config.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Marker, config.Credentials.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_key_is_ignored_but_remarked()
    {
        var config = Configurations.Read("""
            {"credentials": {"auth_type": "access_token", "access_token": "EAAB", "app_secrets": "x"}, "page_id": ["1"], "start-date": "2026-01-01", "_page_ids": 1, "comment": "x"}
            """);

        Assert.Equal(
            [
                "The key page_id is not known and is ignored. Did you mean page_ids?",
                "The key start-date is not known and is ignored. Did you mean start_date?",
                "The key credentials.app_secrets is not known and is ignored. Did you mean credentials.app_secret?",
            ],
            config.Remarks);
        Assert.Empty(config.PageIds);
    }

    [Theory]
    [InlineData("""{"metrics": ["\ud800"]}""", "metrics[0]")]
    [InlineData("""{"credentials": {"auth_type": "access_token", "access_token": "\udc00"}}""", "credentials.access_token")]
    [InlineData("""{"credentials": {"auth_type": "access_token", "access_token": "EAAB\ud83d"}}""", "credentials.access_token")]
    public void Half_a_surrogate_pair_is_a_mistake_like_any_other(string keys, string path)
    {
        Assert.StartsWith(path + " must be ", Assert.Single(Configurations.Mistakes(Configurations.With(keys))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_with_half_a_surrogate_pair_is_an_unknown_key()
    {
        Assert.Empty(Configurations.Read("""{"\ud800": 1, "credentials": {"\udc00": 2, "auth_type": "access_token", "access_token": "EAAB"}}""").Remarks);
    }

    [Fact]
    public void A_key_given_twice_counts_as_its_last_value()
    {
        Assert.Equal(5, Configurations.Read(Configurations.Minimal[..^1] + """, "concurrency": 3, "concurrency": 5}""").Concurrency);
    }

    [Fact]
    public void Nothing_of_the_document_is_needed_after_reading()
    {
        SourceConfig config;
        using (var document = JsonDocument.Parse(Configurations.With("""{"metrics": ["page_fans"]}""")))
        {
            config = SourceConfigReader.Read(document.RootElement, _ => null);
        }

        Assert.Equal(["page_fans"], config.Metrics);
    }
}
