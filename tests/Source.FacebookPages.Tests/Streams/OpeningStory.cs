using Airbyte.Cdk;
using Airbyte.Protocol;
using Facebook.Graph;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Days;
using Source.FacebookPages.Insights;
using Source.FacebookPages.Metrics;
using Source.FacebookPages.Pages;
using Source.FacebookPages.Reporting;
using Source.FacebookPages.Streams;
using Source.FacebookPages.Tests.Story;

namespace Source.FacebookPages.Tests.Streams;

/// <summary>Pages 2, 10 and 100 can be read. Wanted are page_follows and page_media_view from 2026-11-01 on; it is the 22nd of November 2026.</summary>
internal sealed class OpeningStory : IDisposable
{
    private readonly PageCaller _caller;
    private readonly RefusalHints _hints;

    public OpeningStory(StreamLayout layout = StreamLayout.PerPage)
    {
        Config = new SourceConfig
        {
            Credentials = new AccessTokenCredentials(new AccessToken("EAAUSER"), null, null),
            StreamLayout = layout,
            PageFields = ["name"],
            Periods = [InsightsPeriod.Day, InsightsPeriod.Week],
            LookbackWindowDays = 0,
        };
        Graph = new GraphStory(call => call.IsInsights ? World.Answer(call) : GraphAnswer.Ok($$"""{"id":"{{call.Node}}","name":"n"}"""));
        _caller = new PageCaller(Graph.Client, Graph.Edges, null, false, Graph.Redactor, Graph.Log);
        _hints = new RefusalHints(Graph.Time);
    }

    public SourceConfig Config { get; set; }

    public GraphStory Graph { get; }

    public InsightsWorld World { get; } = new();

    public RunReport Report { get; } = new();

    public Func<string, string, bool> IsDue { get; set; } = (_, _) => true;

    public List<string> Readable { get; } = ["100", "2", "10"];

    /// <summary>The Pages of the last opening.</summary>
    public IReadOnlyList<Page> Pages { get; private set; } = [];

    public List<MissingPage> Missing { get; } = [];

    public Dictionary<string, string> States { get; } = [];

    public IStream? Open(string name, SyncMode mode = SyncMode.Incremental) => Open([name], mode).SingleOrDefault();

    /// <summary>Opens several streams of one catalog.</summary>
    public IReadOnlyList<IStream> OpenAll(params string[] names) => Open(names, SyncMode.Incremental);

    private IReadOnlyList<IStream> Open(IReadOnlyList<string> names, SyncMode mode)
    {
        var range = new ReadRange(Day.On("2026-11-01"), Day.On("2026-11-21"), Day.On("2026-11-21"));
        var context = new InsightsContext(_caller, range, new DayTable(new DateWindow(range.Start, range.End)), _hints, Report, Config.LookbackWindowDays, Config.WindowDays, Graph.Log);
        var selection = MetricSelection.Select(MetricRegistry.Load(), [], ["page_follows", "page_media_view"], [], Config.Periods, Day.On("2026-11-22"));
        var catalog = new ConfiguredCatalog([.. names.Select(name => new ConfiguredStream(name, mode, mode.ToString()))]);
        var found = new PageFinding(Pages = [.. Readable.Select(id => new Page(id, null, new AccessToken($"EAAPAGE{id}"), null))], Missing, IsLast: true);
        var state = new InputState(States.ToDictionary(pair => pair.Key, pair => Json.Element(pair.Value)), []);
        return new StreamOpening(Config, context, selection, catalog, state, new SilenceInquiry(_caller, Graph.Edges, null, Graph.Time, Graph.Log), Graph.Log) { Now = Graph.Time.GetUtcNow(), IsDue = IsDue }
            .Open(found);
    }

    /// <summary>Reads a partition, hands its checkpoints to the stream's state, and answers the days asked for.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(IStream stream, int partition = 0)
    {
        var before = Graph.Server.InsightsCalls.Count;
        var output = new RecordedOutput();
        await stream.Partitions[partition].ReadAsync(output, TestContext.Current.CancellationToken);
        foreach (var (progress, _) in output.Checkpoints)
        {
            stream.State!.Set(stream.Partitions[partition].Key, progress);
        }

        return [.. Graph.Server.InsightsCalls.Skip(before).Select(call => $"{call.Node} {call.Window}")];
    }

    public void Dispose()
    {
        _hints.Dispose();
        _caller.Dispose();
        Graph.Dispose();
    }
}
