using System.Text;
using System.Text.Json;
using GraphSimulator.Faults;
using GraphSimulator.Http;
using GraphSimulator.Tokens;

namespace GraphSimulator.Edges;

/// <summary>POST / with <c>batch=[…]</c>: up to fifty operations, each a call of its own, their bodies as strings.</summary>
internal static class BatchEdge
{
    public static GraphAnswer Answer(SimulatedWorld world, GraphCall call, RawRequest request, Func<RawRequest, GraphReply> reply)
    {
        if (TokenGate.Check(call, world.App) is { } bad)
        {
            return call.Fail(bad);
        }

        JsonDocument operations;
        try
        {
            operations = JsonDocument.Parse(call.Parameters["batch"]!);
        }
        catch (JsonException)
        {
            return call.Fail(GraphErrors.BadBatch);
        }

        using (operations)
        {
            if (operations.RootElement.ValueKind != JsonValueKind.Array)
            {
                return call.Fail(GraphErrors.BadBatch);
            }

            return operations.RootElement.GetArrayLength() > 50
                ? call.Fail(GraphErrors.TooManyBatchOperations)
                : Run(world, call, request, reply, operations.RootElement);
        }
    }

    private static GraphAnswer Run(SimulatedWorld world, GraphCall call, RawRequest request, Func<RawRequest, GraphReply> reply, JsonElement operations)
    {
        var withHeaders = call.Parameters["include_headers"] is not ("false" or "0");
        var json = new GraphJsonWriter();
        json.StartArray();
        var isRepeatable = true;
        var index = 0;
        foreach (var operation in operations.EnumerateArray())
        {
            var answered = reply(Request(operation, call, request));
            using var answer = answered.Answer;
            if (answered.OnTheWire is not null || world.UnfinishedBatchOperations.Contains(index))
            {
                json.Raw("null"u8);
                isRepeatable = false;
            }
            else
            {
                isRepeatable &= answer.Status == 200 && answered.Call.Method == "GET";
                Write(json, answer, withHeaders);
            }

            index++;
        }

        json.EndArray();
        var all = GraphAnswer.Json(json);
        all.IsRepeatable = isRepeatable;
        return all;
    }

    private static RawRequest Request(JsonElement operation, GraphCall call, RawRequest request)
    {
        var target = Text(operation, "relative_url") ?? "";
        var version = target.TrimStart('/').Split('/', '?')[0];
        if (!GraphVersions.IsVersion(version) && call.AskedVersion is not null)
        {
            target = $"{call.AskedVersion}/{target.TrimStart('/')}";
        }

        return request with
        {
            HttpMethod = (Text(operation, "method") ?? "GET").ToUpperInvariant(),
            Target = "/" + target.TrimStart('/'),
            Form = [.. CallParameters.Parse(Text(operation, "body"))],
            HeaderToken = call.TokenValue,
            InBatch = true,
        };
    }

    private static void Write(GraphJsonWriter json, GraphAnswer answer, bool withHeaders)
    {
        json.StartObject();
        json.Number("code", answer.Status);
        if (withHeaders)
        {
            json.Name("headers");
            json.StartArray();
            foreach (var header in answer.Headers.Prepend(new("Content-Type", answer.ContentType)))
            {
                json.StartObject();
                json.Text("name", header.Key);
                json.Text("value", header.Value);
                json.EndObject();
            }

            json.EndArray();
        }

        json.Text("body", Encoding.UTF8.GetString(answer.Body.Span));
        json.EndObject();
    }

    private static string? Text(JsonElement operation, string name)
        => operation.ValueKind == JsonValueKind.Object && operation.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
