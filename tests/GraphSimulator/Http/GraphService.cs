using GraphSimulator.Edges;
using GraphSimulator.Faults;
using GraphSimulator.Journal;

namespace GraphSimulator.Http;

/// <summary>One request from its bytes to its answer: schedule, faults, routing, journal. Knows no sockets.</summary>
internal sealed class GraphService(SimulatedWorld world, RequestJournal journal)
{
    private readonly long _started = TimeProvider.System.GetTimestamp();

    public GraphReply Reply(RawRequest request)
    {
        var arrived = TimeProvider.System.GetTimestamp();
        var call = GraphCallReader.Read(request, world);
        world.Schedule.Run(call);
        var fault = world.Faults.Strike(call);
        var (answer, onTheWire) = fault?.Effect switch
        {
            FaultEffect.Answer error => (GraphAnswer.Of(error.Error, call.TraceId, error.Status), null),
            FaultEffect.Body body => (BodyOf(body), null),
            { } effect => (Answer(call, request), effect),
            null => (Answer(call, request), null),
        };
        AddUsualHeaders(answer, call);
        var reply = new GraphReply(call, answer, fault?.Name, onTheWire);
        var elapsed = TimeProvider.System.GetElapsedTime(_started, arrived);
        journal.Add(JournalEntries.Of(request, reply, world.Tokens, elapsed, TimeProvider.System.GetElapsedTime(arrived)));
        return reply;
    }

    private GraphAnswer Answer(GraphCall call, RawRequest request)
    {
        if (call.IsUnknownVersion)
        {
            return call.Fail(GraphErrors.UnknownPath(call.AskedVersion!));
        }

        return call.Method == "POST" && call.Segments.Count == 0 && call.Parameters.Has("batch")
            ? BatchEdge.Answer(world, call, request, Reply)
            : GraphRouter.Answer(world, call);
    }

    private static GraphAnswer BodyOf(FaultEffect.Body body)
    {
        var answer = GraphAnswer.Bytes(body.Status, System.Text.Encoding.UTF8.GetBytes(body.Text), body.ContentType);
        answer.Headers.AddRange(body.Headers);
        return answer;
    }

    private static void AddUsualHeaders(GraphAnswer answer, GraphCall call)
    {
        answer.Headers.Add(new("facebook-api-version", call.ServedVersion));
        answer.Headers.Add(new("x-fb-request-id", call.TraceId));
        answer.Headers.Add(new("x-fb-trace-id", call.TraceId));
        answer.Headers.Add(new("x-fb-rev", "1029384756"));
        answer.Headers.Add(new("X-FB-Debug", "c2ltdWxhdGVk"));
        answer.Headers.Add(new("Cache-Control", "private, no-cache, no-store, must-revalidate"));
        answer.Headers.Add(new("Pragma", "no-cache"));
        answer.Headers.Add(new("Expires", "Sat, 01 Jan 2000 00:00:00 GMT"));
        answer.Headers.Add(new("Access-Control-Allow-Origin", "*"));
        answer.Headers.Add(new("Vary", "Accept-Encoding"));
    }
}
