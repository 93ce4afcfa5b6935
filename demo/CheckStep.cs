using System.Text.Json.Nodes;

namespace Demo;

/// <summary>Step 2: would reading work with this configuration?</summary>
internal static class CheckStep
{
    /// <summary>A metric that Facebook removed on 2025-11-15; configured so that what the connector does about it can be seen.</summary>
    public const string DeadMetric = "page_impressions";

    public static async Task RunAsync(Story story)
    {
        var screen = story.Screen;
        screen.Heading("2. check: would reading work with this configuration?");
        screen.Text($"config.json is nearly as short as can be. {DeadMetric} is a metric that Facebook removed in 2025; it is named on "
            + "purpose. api_url leads to the simulator.");
        screen.Blank();
        story.Connector.Write("config.json", Configuration(story, story.World.UserToken.Value));
        screen.Lines(Configuration(story, "<the token of the simulated user>").Split('\n'));
        screen.Blank();

        var answer = await story.RunAsync("check", "--config", "config.json");
        var status = answer.Only("CONNECTION_STATUS").GetProperty("status").GetString();
        SurpriseException.Unless(status == "SUCCEEDED", $"The check answers {status}.");
        screen.Text($"The answer is {status}: the token is valid and has the permissions, and a Page's insights can be read. "
            + story.Requests());
    }

    private static string Configuration(Story story, string token) => new JsonObject
    {
        ["credentials"] = new JsonObject { ["auth_type"] = "access_token", ["access_token"] = token },
        ["metrics"] = new JsonArray(DeadMetric),
        ["api_url"] = story.Address,
    }.ToJsonString(Json.Pretty);
}
