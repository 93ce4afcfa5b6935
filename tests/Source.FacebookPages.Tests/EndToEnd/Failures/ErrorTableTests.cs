using System.Reflection;
using Facebook.Graph;
using GraphSimulator.Faults;
using TestKit;
using SimulatedError = GraphSimulator.Http.GraphError;

namespace Source.FacebookPages.Tests.EndToEnd.Failures;

/// <summary>Each error that Facebook is known to answer, met in a whole run.</summary>
public sealed class ErrorTableTests
{
    private static readonly string Struck = Story.PageId(2);

    public static TheoryData<ErrorRow> Rows => [.. ErrorRows.All];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task An_error_has_the_outcome_that_the_contract_gives_it(ErrorRow row)
    {
        await using var story = await Story.StartAsync();
        Arrange(story, row);
        story.With(FaultOf(row));
        var state = row.Outcome == Outcome.PageSkipped ? await StateOfAnEarlierSyncAsync() : null;

        var output = await story.ReadAsync(state: state);

        AssertOutcome(story, row, output, state);
    }

    [Fact]
    public void Every_error_of_the_simulated_catalogue_is_met()
    {
        var met = ErrorRows.All.Select(row => Signature(row.Error)).ToHashSet();

        var catalogue = typeof(GraphErrors).GetProperties(BindingFlags.Public | BindingFlags.Static).Where(property => property.PropertyType == typeof(SimulatedError)).ToList();

        Assert.True(catalogue.Count > 60);
        Assert.Empty(catalogue.Where(property => !met.Contains(Signature((SimulatedError)property.GetValue(null)!))).Select(property => property.Name));
    }

    [Fact]
    public void Every_row_of_the_error_table_is_met()
    {
        var met = ErrorRows.All.Select(row => Table<int>("RowOf", Received(row.Error))).ToHashSet();

        Assert.Empty(Enumerable.Range(0, Table<int>("get_Rows")).Where(row => !met.Contains(row)).Select(row => Table<string>("Describe", row)));
        // What no row takes is met too.
        Assert.Contains(-1, met);
    }

    private static void Arrange(Story story, ErrorRow row)
    {
        if (row.Error == GraphErrors.Monetization)
        {
            story.Config.WithList("metric_groups", "engagement", "cta_clicks", "monetization").WithList("exclude_metrics", "monetization_approximate_earnings");
        }

        if (row.Outcome == Outcome.StreamFailsForNow)
        {
            // Of a limit that does not end, one more try is as good as seven.
            story.Config.With("max_attempts", 3);
        }
    }

    // Where the error belongs: to all calls, to the Page itself, to its insights; and, of errors about a metric, to calls for that metric only.
    private static Fault FaultOf(ErrorRow row)
    {
        var fault = Fault.Answer(row.Error) with { Times = row.Times };
        return row.Outcome switch
        {
            Outcome.EverythingEnds => fault,
            Outcome.FieldLeftOut => fault with { Edge = "", PageId = Struck, When = call => Has(call.Parameters["fields"], "about") },
            Outcome.MetricLeftOut => fault with { Edge = "insights", PageId = Struck, When = call => Has(call.Parameters["metric"], MetricStruck(row)) },
            Outcome.OldDaysPassedOver => fault with { Edge = "insights", PageId = Struck, When = call => string.CompareOrdinal(call.Parameters["since"], "2026-11-15") < 0 },
            _ => fault with { Edge = "insights", PageId = Struck },
        };
    }

    private static string MetricStruck(ErrorRow row) => row.Error == GraphErrors.Monetization ? "content_monetization_earnings" : "page_total_actions";

    private static bool Has(string? list, string name) => list?.Split(',').Contains(name) == true;

    private static async Task<string> StateOfAnEarlierSyncAsync()
    {
        await using var earlier = await Story.StartAsync();
        earlier.Config.With("end_date", "2026-11-18");
        return (await earlier.ReadAsync()).StateFile();
    }

    private static void AssertOutcome(Story story, ErrorRow row, ConnectorOutput output, string? state)
    {
        var struckStream = Story.StreamOf(Struck);
        var others = output.Records.Where(record => record.Stream == Story.StreamOf(Story.PageId(1))).ToList();
        if (row.Outcome is not (Outcome.EverythingEnds or Outcome.PageSkipped))
        {
            Assert.Equal(story.Truth(Story.PageId(1)), others.ToDictionary(record => record.Key, record => record.Value));
            Assert.Equal("COMPLETE", output.FinalStatus(Story.StreamOf(Story.PageId(1))));
        }

        switch (row.Outcome)
        {
            case Outcome.Recovers:
                Assert.Equal(0, output.ExitCode);
                story.AssertTruth(output, story.Pages);
                Assert.Equal(row.Times, story.Journal.Entries.Count(call => call.Fault is not null));
                break;
            case Outcome.PageSkipped:
                AssertSkipped(row, output, state!);
                break;
            case Outcome.StreamFailsForNow or Outcome.StreamFailsAsDefect:
                AssertFailed(row, output);
                break;
            case Outcome.EverythingEnds:
                Assert.Equal(1, output.ExitCode);
                Assert.Equal("config_error", Assert.Single(output.Errors)["failure_type"]!.GetValue<string>());
                Assert.Empty(output.Records);
                Assert.All(story.Pages, page => Assert.Equal("INCOMPLETE", output.FinalStatus(Story.StreamOf(page))));
                Assert.Equal(1, story.Journal.Count);
                break;
            case Outcome.MetricLeftOut:
                Assert.Equal(0, output.ExitCode);
                Assert.Equal("COMPLETE", output.FinalStatus(struckStream));
                Assert.Equal(
                    story.Truth(Struck).Where(pair => pair.Key.Metric != MetricStruck(row)).ToDictionary(),
                    output.Records.Where(record => record.Stream == struckStream).ToDictionary(record => record.Key, record => record.Value));
                Assert.Contains(MetricStruck(row), output.Said("WARN"), StringComparison.Ordinal);
                break;
            case Outcome.FieldLeftOut:
                Assert.Equal(0, output.ExitCode);
                var rows = output.Records.Where(record => record.Stream == "pages").ToDictionary(record => record.Data["page_id"]!.GetValue<string>(), record => record.Data);
                Assert.Equal("Harbour Books", rows[Struck]["name"]!.GetValue<string>());
                Assert.False(rows[Struck].ContainsKey("about"));
                Assert.True(rows[Story.PageId(1)].ContainsKey("about"));
                Assert.Contains("about", Assert.Single(output.Logs, log => log.Level == "WARN").Message, StringComparison.Ordinal);
                break;
            case Outcome.NoData:
                Assert.Equal(0, output.ExitCode);
                Assert.Equal("COMPLETE", output.FinalStatus(struckStream));
                Assert.DoesNotContain(output.Records, record => record.Stream == struckStream);
                Assert.Contains($"Page {Struck} (Harbour Books) has delivered no value", output.Said("WARN"), StringComparison.Ordinal);
                break;
            case Outcome.OldDaysPassedOver:
                Assert.Equal(0, output.ExitCode);
                Assert.Equal("COMPLETE", output.FinalStatus(struckStream));
                Assert.Equal(
                    story.Truth(Struck).Where(pair => string.CompareOrdinal(pair.Key.EndTime, "2026-11-16") >= 0).ToDictionary(),
                    output.Records.Where(record => record.Stream == struckStream).ToDictionary(record => record.Key, record => record.Value));
                Assert.Contains("up to 2026-11-14 for 1 Page(s)", output.Said("WARN"), StringComparison.Ordinal);
                break;
        }
    }

    private static void AssertSkipped(ErrorRow row, ConnectorOutput output, string state)
    {
        Assert.Equal(0, output.ExitCode);
        Assert.Equal("INCOMPLETE", output.FinalStatus(Story.StreamOf(Struck)));
        Assert.Equal("COMPLETE", output.FinalStatus(Story.StreamOf(Story.PageId(1))));
        var warning = Assert.Single(output.Logs, log => log.Level == "WARN").Message;
        Assert.Contains(Struck, warning, StringComparison.Ordinal);
        Assert.Contains($"code {row.Error.Code}", warning, StringComparison.Ordinal);
        Assert.Equal(
            States(state)[Story.StreamOf(Struck)],
            Assert.Single(output.States, one => one.Stream == Story.StreamOf(Struck)).Blob.ToJsonString());
    }

    private static void AssertFailed(ErrorRow row, ConnectorOutput output)
    {
        Assert.Equal(1, output.ExitCode);
        Assert.Equal("INCOMPLETE", output.FinalStatus(Story.StreamOf(Struck)));
        var error = Assert.Single(output.Errors);
        Assert.Equal(Story.StreamOf(Struck), error["stream_descriptor"]!["name"]!.GetValue<string>());
        Assert.Equal(row.Outcome == Outcome.StreamFailsForNow ? "transient_error" : "system_error", error["failure_type"]!.GetValue<string>());
        var details = error["internal_message"]!.GetValue<string>();
        Assert.Contains($"page_id={Struck} metrics=", details, StringComparison.Ordinal);
        Assert.Contains($"code={row.Error.Code} subcode={row.Error.Subcode} fbtrace_id=A", details, StringComparison.Ordinal);
    }

    // The table is nobody's business outside of its library but this test's.
    private static T Table<T>(string member, params object[] arguments) =>
        (T)typeof(GraphErrorClassifier).GetMethod(member, BindingFlags.NonPublic | BindingFlags.Static)!.Invoke(null, arguments)!;

    private static Dictionary<string, string> States(string stateFile) => System.Text.Json.Nodes.JsonNode.Parse(stateFile)!.AsArray().ToDictionary(
        item => item!["stream"]!["stream_descriptor"]!["name"]!.GetValue<string>(),
        item => item!["stream"]!["stream_state"]!.ToJsonString());

    private static (int, int, int?, string) Signature(SimulatedError error) => (error.Status, error.Code, error.Subcode, error.Message);

    private static GraphError Received(SimulatedError error) => new()
    {
        HttpStatus = error.Status,
        Code = error.Code,
        Subcode = error.Subcode,
        Message = error.Message,
        IsTransient = error.IsTransient ?? false,
        UserMessage = error.UserMessage,
    };
}
