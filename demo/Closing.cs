namespace Demo;

/// <summary>The end: what to change for real Pages.</summary>
internal static class Closing
{
    public static void Show(Screen screen, TimeSpan elapsed)
    {
        screen.Heading("What to change for real Pages");
        screen.Item("Get an access token with the permissions pages_show_list, pages_read_engagement and read_insights; README.md says "
            + "how, under \"A token\".");
        screen.Item("Put it into config.json as access_token, and take out api_url and metrics. Everything else may stay as it is.");
        screen.Item("Build the executable, which needs a C linker, and run the commands above with it:");
        screen.Blank();
        screen.Command("dotnet publish src/Source.FacebookPages -c Release -r linux-x64");
        screen.Text($"Every step went as it should, in {Story.Duration(elapsed)}.", Tone.Good);
    }
}
