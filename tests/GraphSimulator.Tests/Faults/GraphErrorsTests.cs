using System.Reflection;
using GraphSimulator.Faults;
using GraphSimulator.Http;

namespace GraphSimulator.Tests.Faults;

/// <summary>The table of errors, row by row, as it goes over the wire.</summary>
public sealed class GraphErrorsTests
{
    public static TheoryData<string, int, int, int?> Table { get; } = new()
    {
        { nameof(GraphErrors.Unknown), 500, 1, null },
        { nameof(GraphErrors.ReduceData), 500, 1, null },
        { nameof(GraphErrors.UnknownWithSubcode), 500, 1, 99 },
        { nameof(GraphErrors.ViewerLacksPermission), 400, 1, 2853006 },
        { nameof(GraphErrors.Unexpected), 500, 2, null },
        { nameof(GraphErrors.Unavailable), 503, 2, null },
        { nameof(GraphErrors.AppLacksCapability), 400, 3, null },
        { nameof(GraphErrors.AppLimit), 403, 4, null },
        { nameof(GraphErrors.EndpointPermission), 400, 10, null },
        { nameof(GraphErrors.EndpointPermission403), 403, 10, null },
        { nameof(GraphErrors.EndpointRemoved), 400, 12, null },
        { nameof(GraphErrors.UserLimit), 400, 17, null },
        { nameof(GraphErrors.PageLimit), 400, 32, null },
        { nameof(GraphErrors.BadMetric), 400, 100, null },
        { nameof(GraphErrors.RangeTooLong), 400, 100, 1504016 },
        { nameof(GraphErrors.RangeTimedOut), 400, 100, 1504018 },
        { nameof(GraphErrors.ProofInvalid), 400, 100, null },
        { nameof(GraphErrors.ProofRequired), 400, 100, null },
        { nameof(GraphErrors.SinceTooOld), 400, 100, null },
        { nameof(GraphErrors.WrongClientSecret), 400, 101, null },
        { nameof(GraphErrors.SessionInvalid), 400, 102, null },
        { nameof(GraphErrors.NoToken), 400, 104, null },
        { nameof(GraphErrors.InvalidUserId), 400, 110, null },
        { nameof(GraphErrors.UnparsableToken), 400, 190, null },
        { nameof(GraphErrors.BadSignature), 400, 190, null },
        { nameof(GraphErrors.MalformedToken), 400, 190, null },
        { nameof(GraphErrors.AppRemoved), 400, 190, 458 },
        { nameof(GraphErrors.Checkpointed), 400, 190, 459 },
        { nameof(GraphErrors.PasswordChanged), 400, 190, 460 },
        { nameof(GraphErrors.UserNotConfirmed), 400, 190, 464 },
        { nameof(GraphErrors.LoggedOut), 400, 190, 467 },
        { nameof(GraphErrors.TwoFactorNeeded), 400, 190, 490 },
        { nameof(GraphErrors.RoleLost), 400, 190, 492 },
        { nameof(GraphErrors.PageTokenRequiredNewPages), 400, 190, 2069032 },
        { nameof(GraphErrors.PageTokenRequired), 400, 190, null },
        { nameof(GraphErrors.ImpersonationLost), 400, 190, null },
        { nameof(GraphErrors.ImpersonationPermissionMissing), 400, 190, null },
        { nameof(GraphErrors.PageNotAccessible), 400, 190, null },
        { nameof(GraphErrors.RoleMissing), 403, 200, null },
        { nameof(GraphErrors.ProvideValidAppId), 403, 200, null },
        { nameof(GraphErrors.Monetization), 403, 200, null },
        { nameof(GraphErrors.EndpointNotOnNewPages), 403, 200, 2069030 },
        { nameof(GraphErrors.FieldNotOnNewPages), 403, 200, 2069031 },
        { nameof(GraphErrors.FeatureGoneOnNewPages), 403, 200, 2069033 },
        { nameof(GraphErrors.PageTokenRequired210), 403, 210, null },
        { nameof(GraphErrors.ManagePagesNeeded), 403, 283, null },
        { nameof(GraphErrors.ApplicationLimit341), 400, 341, null },
        { nameof(GraphErrors.PolicyBlock), 400, 368, null },
        { nameof(GraphErrors.TwoFactorLogin), 400, 415, null },
        { nameof(GraphErrors.DuplicatePost), 400, 506, null },
        { nameof(GraphErrors.CallRate), 400, 613, null },
        { nameof(GraphErrors.CallRateWithSubcode), 400, 613, 1996 },
        { nameof(GraphErrors.NoMetric), 400, 3001, 1504028 },
        { nameof(GraphErrors.PageAccountLimit), 400, 80001, null },
        { nameof(GraphErrors.BusinessLimit), 400, 80002, null },
        { nameof(GraphErrors.FewLikes), 400, 2874008, null },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Every_row_can_be_answered_by_a_fault(string name, int status, int code, int? subcode)
    {
        var error = (GraphError)typeof(GraphErrors).GetProperty(name, BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        await using var simulator = await Simulator.StartAsync(SimulatedWorld.Create(pages: 1));
        simulator.World.Faults.Add(Fault.Answer(error));

        var reply = await simulator.InsightsAsync("metric=page_follows");

        Assert.Equal((status, code, subcode), reply.Kind);
        Assert.Equal(error.Message, reply.Message);
        Assert.NotEmpty(reply.Error.GetProperty("fbtrace_id").GetString()!);
        Assert.Equal((code, subcode), (simulator.Server.Journal.Entries[0].ErrorCode, simulator.Server.Journal.Entries[0].ErrorSubcode));
    }

    [Fact]
    public async Task Errors_made_from_a_name_carry_it()
    {
        await using var simulator = await Simulator.StartAsync(SimulatedWorld.Create(pages: 1));

        Assert.Equal("(#803) Some of the aliases you requested do not exist: nobody", (await simulator.AsUserAsync("/v26.0/nobody")).Message);
        Assert.Equal((400, 190, 463), (await WithAsync(GraphErrors.TokenExpired("a", "b"))).Kind);
        Assert.Equal((400, 100, 33), (await WithAsync(GraphErrors.UnknownObject("7"))).Kind);

        Task<Reply> WithAsync(GraphError error)
        {
            simulator.World.Faults.Clear();
            simulator.World.Faults.Add(Fault.Answer(error));
            return simulator.InsightsAsync("metric=page_follows");
        }
    }

    [Fact]
    public async Task Each_error_has_a_trace_id_of_its_own()
    {
        await using var simulator = await Simulator.StartAsync(SimulatedWorld.Create(pages: 1));
        simulator.World.Faults.Add(Fault.Answer(GraphErrors.Unexpected));
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 20; i++)
        {
            ids.Add((await simulator.InsightsAsync("metric=page_follows")).Error.GetProperty("fbtrace_id").GetString()!);
        }

        Assert.Equal(20, ids.Count);
    }

    [Fact]
    public async Task Error_data_comes_as_an_object_or_as_a_text()
    {
        await using var simulator = await Simulator.StartAsync(SimulatedWorld.Create(pages: 1));
        simulator.World.Faults.Add(Fault.Answer(GraphErrors.InvalidParameter) with { Times = 1 });

        var text = await simulator.InsightsAsync("metric=page_follows");
        var @object = await simulator.InsightsAsync("metric=page_follows&since=2020-01-01&until=2026-01-01");

        Assert.Equal(System.Text.Json.JsonValueKind.String, text.Error.GetProperty("error_data").ValueKind);
        Assert.Equal(System.Text.Json.JsonValueKind.Object, @object.Error.GetProperty("error_data").ValueKind);
    }
}
