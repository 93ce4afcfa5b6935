using System.Text;
using System.Text.Json.Nodes;
using TestKit;

namespace Acceptance.Tests.Harness;

/// <summary>The ported rules bite: each damage to the output of a real read is noticed by the rule that is there for it.</summary>
[Collection("harness")]
public sealed class DamagedReadTests(HarnessFixture harness)
{
    private const string Insights = "page_insights_100000000000001";

    [Fact]
    public Task No_state() => NoticedAsync(ReadRules.StatesAreComplete, output => Damage.Each(output, "STATE", _ => []));

    [Fact]
    public Task A_state_for_all_streams_together() =>
        NoticedAsync(ReadRules.StatesAreComplete, output => Damage.First(output, "STATE", message => message["state"]!["type"] = "LEGACY"));

    [Fact]
    public Task A_state_without_its_count() =>
        NoticedAsync(ReadRules.StatesAreComplete, output => Damage.First(output, "STATE", message => message["state"]!.AsObject().Remove("sourceStats")));

    [Fact]
    public Task A_value_of_the_wrong_type() => NoticedAsync(ReadRules.RecordsAreValid, output => Damage.Record(output, Insights, data => data["metric_group"] = 7));

    [Fact]
    public Task A_fraction_where_a_whole_number_is_declared() =>
        NoticedAsync(ReadRules.RecordsAreValid, output => Damage.Record(output, "pages", data => data["fan_count"] = JsonNode.Parse("237.0")));

    [Fact]
    public Task A_date_that_is_none() => NoticedAsync(ReadRules.RecordsAreValid, output => Damage.Record(output, Insights, data => data["end_time"] = "02.09.2026 07:00"));

    [Fact]
    public Task A_record_of_a_stream_that_was_not_asked_for() =>
        NoticedAsync(ReadRules.RecordsAreValid, output => Damage.First(output, "RECORD", message => message["record"]!["stream"] = "posts"));

    [Fact]
    public async Task A_key_that_is_null_throughout()
    {
        var session = harness.Session(HarnessFixture.Binary);
        var (output, streams) = (await session.BasicReadAsync(), await session.StreamsAsync());
        // The records' real keys cannot be null: the kit that takes outputs apart refuses them. So a field that is null is declared the key.
        var damaged = streams.Select(stream => Damage.Document(stream, one => one["source_defined_primary_key"] = JsonNode.Parse("""[["breakdown"]]"""))).ToList();

        Assert.Empty(ReadRules.KeysAreSet(output, streams));
        Assert.NotEmpty(ReadRules.KeysAreSet(output, damaged));
    }

    [Fact]
    public Task An_undeclared_column() => NoticedAsync(ReadRules.NoUndeclaredColumns, output => Damage.Record(output, "pages", data => data["access_token"] = "x"));

    [Fact]
    public Task A_declared_field_that_never_comes() =>
        NoticedAsync(ReadRules.DataPointsAreSeen, output => Damage.Each(output, "RECORD", message =>
        {
            message["record"]!["data"]!.AsObject().Remove("breakdown");
            return [message];
        }));

    [Fact]
    public Task An_empty_stream() =>
        NoticedAsync(ReadRules.EveryStreamHasRecords, output => Damage.Each(output, "RECORD", message => message["record"]!["stream"]!.GetValue<string>() == "pages" ? [] : [message]));

    [Fact]
    public Task A_stream_that_does_not_complete() =>
        NoticedAsync(ReadRules.StatusesAreInOrder, output => Damage.Each(output, "TRACE", message => message["trace"]!["stream_status"]?["status"]?.GetValue<string>() == "COMPLETE" ? [] : [message]));

    [Fact]
    public Task A_wrong_number() => NoticedAsync(
        (output, streams) => ReadRules.ExpectedAreThere(output, streams, ReadTests.Expected()),
        output => Damage.Each(output, "RECORD", message =>
        {
            if (message["record"]!["data"]!["value"] is { } value)
            {
                message["record"]!["data"]!["value"] = value.GetValue<long>() + 1;
            }

            return [message];
        }));

    [Fact]
    public async Task A_line_that_is_no_message()
    {
        var output = await harness.Session(HarnessFixture.Binary).BasicReadAsync();
        Assert.Throws<FormatException>(() => new ConnectorOutput(0, Encoding.UTF8.GetBytes("Hello\n" + output.StandardOutput), ""));
    }

    [Fact]
    public async Task A_second_read_that_is_not_newer()
    {
        var output = await harness.Session(HarnessFixture.Binary).BasicReadAsync();
        Assert.NotEmpty(ReadRules.SecondIsNewer(output, output));
    }

    [Fact]
    public async Task A_state_that_does_not_move()
    {
        var output = await harness.Session(HarnessFixture.Binary).BasicReadAsync();
        Assert.NotEmpty(IncrementalRules.SecondDiffers(output, output));
    }

    [Fact]
    public async Task A_failure_without_an_error() =>
        Assert.NotEmpty(ReadRules.FailureIsReported(await harness.Session(HarnessFixture.Binary).BasicReadAsync()));

    [Fact]
    public async Task Records_that_a_state_claims_too_early()
    {
        // Ten days are all that come, although nearly five weeks had followed.
        var output = await harness.Session(HarnessFixture.Binary).BasicReadAsync();
        var (_, remaining) = IncrementalRules.Resumptions(output, Insights)[0];
        var cut = Damage.Each(output, "RECORD", message => message["record"]!["data"]!["date"]?.GetValue<string>().StartsWith("2026-10-2", StringComparison.Ordinal) == true ? [message] : []);

        Assert.Equal(244 - (28 * 4), remaining);
        Assert.NotEmpty(IncrementalRules.NothingIsLost(cut, Insights, remaining));
    }

    [Fact]
    public async Task A_future_state_that_is_cut_to_today()
    {
        var output = Damage.Each(await harness.Session(HarnessFixture.Binary).BasicReadAsync(), "RECORD", _ => []);
        var streams = HarnessCatalog.Streams(HarnessCatalog.InMode(await harness.Session(HarnessFixture.Binary).StreamsAsync(), "incremental"));
        var future = JsonNode.Parse(AcceptanceConfig.Read("integration_tests/abnormal_state.json"))!.AsArray();

        Assert.Equal(2, IncrementalRules.FutureIsKept(output, future, streams).Count());
    }

    private async Task NoticedAsync(Func<ConnectorOutput, IReadOnlyList<JsonObject>, IEnumerable<string>> rule, Func<ConnectorOutput, ConnectorOutput> damage)
    {
        var session = harness.Session(HarnessFixture.Binary);
        var (output, streams) = (await session.BasicReadAsync(), await session.StreamsAsync());

        Assert.Empty(rule(output, streams));
        Assert.NotEmpty(rule(damage(output), streams));
    }
}
