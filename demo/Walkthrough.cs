using System.Globalization;
using GraphSimulator;

namespace Demo;

/// <summary>The walk-through: the four commands and a second, incremental read, against a simulated Facebook.</summary>
internal static class Walkthrough
{
    private const int Pages = 3;
    private const int RevisedDays = 3;

    /// <summary>Walks through.</summary>
    /// <returns>The exit code: 0 when every step went as it should, else 1.</returns>
    public static Task<int> RunAsync(Screen screen)
    {
        var world = SimulatedWorld.Create(Pages);
        world.Data.RevisedDays = RevisedDays;
        return RunAsync(screen, world);
    }

    /// <summary>Walks through a world of one's own.</summary>
    /// <returns>The exit code: 0 when every step went as it should, else 1.</returns>
    public static async Task<int> RunAsync(Screen screen, SimulatedWorld world)
    {
        var begin = TimeProvider.System.GetTimestamp();
        try
        {
            await using var server = await GraphSimulatorServer.StartAsync(world);
            await RunAsync(new Story(screen, world, server, new Connector(world.Clock)));
            SurpriseException.Unless(server.Journal.Crashes.Count == 0, "The simulated Graph API itself has failed.");
        }
        catch (Exception exception)
        {
            screen.Blank();
            screen.Text("The walk-through ends here, because something is not as it should be.", Tone.Bad);
            screen.Lines((exception is SurpriseException ? exception.Message : exception.ToString()).Split('\n'), Tone.Bad);
            return 1;
        }

        Closing.Show(screen, TimeProvider.System.GetElapsedTime(begin));
        return 0;
    }

    private static async Task RunAsync(Story story)
    {
        var screen = story.Screen;
        screen.Heading("Facebook Pages insights: a walk-through");
        screen.Text($"No account and no token is needed. A simulated Graph API with {story.World.Pages.Count} invented Pages answers on "
            + $"{story.Address}. Its clock stands at {Moment(story)}, ten in the morning in California, where Facebook's days begin and end.");

        await SpecStep.RunAsync(story);
        await CheckStep.RunAsync(story);
        var streams = await DiscoverStep.RunAsync(story);
        var first = await FirstRead.RunAsync(story, streams);

        story.World.Now = story.World.Now.AddDays(1);
        screen.Heading("5. The next day, an incremental read");
        screen.Text($"The simulated clock moves on to {Moment(story)}. There is one more complete day, and Facebook has corrected its "
            + $"figures for the last {story.World.Data.RevisedDays}.");
        screen.Blank();
        await SecondRead.RunAsync(story, first, streams);
    }

    private static string Moment(Story story) => story.World.Now.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
}
