using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TestKit.Aws;

namespace TestKit.Registry;

/// <summary>
/// A schema registry as Confluent publishes its API (https://docs.confluent.io/platform/current/schema-registry/develop/api.html): subjects, versions, global ids, the compatibility check, its content type and its error codes.
/// What is compatible is the test's to say.
/// </summary>
public sealed class ConfluentServer : IAsyncDisposable
{
    private const string ContentType = "application/vnd.schemaregistry.v1+json";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<(int Id, string Schema)>> _subjects = new(StringComparer.Ordinal);
    private readonly List<ReceivedRequest> _requests = [];
    private readonly List<string> _known = [];
    private LoopbackHttp? _http;

    private ConfluentServer()
    {
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => _http!.Address;

    /// <summary>The <c>Authorization</c> header that it asks for; null for none.</summary>
    public string? Authorization { get; set; }

    /// <summary>What it holds against a schema as the next version of a subject (subject, latest, next); null for nothing.</summary>
    public Func<string, string, string, string?> Objection { get; set; } = static (_, _, _) => null;

    /// <summary>Answers in place of the registry, taken one after the other: an HTTP status (0 cuts the connection) and a body.</summary>
    public Queue<(int Status, string Body)> Faults { get; } = new();

    /// <summary>Is called before a version is registered, with its subject.</summary>
    public Action<string>? BeforeRegistration { get; set; }

    /// <summary>The requests so far.</summary>
    public IReadOnlyList<ReceivedRequest> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>The names of all subjects.</summary>
    public IReadOnlyList<string> Subjects
    {
        get
        {
            lock (_gate)
            {
                return [.. _subjects.Keys.Order(StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>Starts it.</summary>
    public static async Task<ConfluentServer> StartAsync()
    {
        var server = new ConfluentServer();
        server._http = await LoopbackHttp.StartAsync(server.AnswerAsync);
        return server;
    }

    /// <summary>The schemas of a subject, oldest first.</summary>
    public IReadOnlyList<string> VersionsOf(string subject)
    {
        lock (_gate)
        {
            return _subjects.TryGetValue(subject, out var versions) ? [.. versions.Select(version => version.Schema)] : [];
        }
    }

    /// <summary>Registers a schema as somebody else would.</summary>
    public void Register(string subject, string schema)
    {
        lock (_gate)
        {
            Add(subject, schema);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _http!.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var request = await ReceivedRequest.ReadAsync(context);
        (int Status, string Body) answer;
        lock (_gate)
        {
            _requests.Add(request);
            answer = Faults.TryDequeue(out var fault) ? fault : Answer(request);
        }

        if (answer.Status == 0)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = ContentType;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(answer.Body));
    }

    private (int Status, string Body) Answer(ReceivedRequest request)
    {
        if (Authorization is not null && request.Header("Authorization") != Authorization)
        {
            return Error(401, 401, "Unauthorized");
        }

        if (request.Method == "POST" && request.Header("Content-Type") is not (ContentType or "application/json"))
        {
            return Error(415, 415, "HTTP 415 Unsupported Media Type");
        }

        var path = request.Target.Split('?')[0].Trim('/').Split('/').Select(Uri.UnescapeDataString).ToArray();
        return (request.Method, path) switch
        {
            ("GET", ["subjects", var subject, "versions", "latest"]) => Latest(subject),
            ("POST", ["compatibility", "subjects", var subject, "versions", "latest"]) => Compatible(subject, request.Text),
            ("POST", ["subjects", var subject, "versions"]) => Registered(subject, request.Text),
            _ => Error(404, 404, "HTTP 404 Not Found"),
        };
    }

    private (int Status, string Body) Latest(string subject)
    {
        if (!_subjects.TryGetValue(subject, out var versions))
        {
            return Error(404, 40401, $"Subject '{subject}' not found.");
        }

        var (id, schema) = versions[^1];
        return (200, new JsonObject { ["subject"] = subject, ["version"] = versions.Count, ["id"] = id, ["schemaType"] = "JSON", ["schema"] = schema }.ToJsonString());
    }

    private (int Status, string Body) Compatible(string subject, string body)
    {
        if (SchemaOf(body) is not { } schema)
        {
            return Error(422, 42201, "Invalid schema");
        }

        if (!_subjects.TryGetValue(subject, out var versions))
        {
            return Error(404, 40401, $"Subject '{subject}' not found.");
        }

        var objection = Objection(subject, versions[^1].Schema, schema);
        return (200, new JsonObject { ["is_compatible"] = objection is null, ["messages"] = objection is null ? [] : new JsonArray(objection) }.ToJsonString());
    }

    private (int Status, string Body) Registered(string subject, string body)
    {
        if (SchemaOf(body) is not { } schema)
        {
            return Error(422, 42201, "Invalid schema");
        }

        BeforeRegistration?.Invoke(subject);
        if (_subjects.TryGetValue(subject, out var versions) && Objection(subject, versions[^1].Schema, schema) is { } objection)
        {
            return Error(409, 409, $"Schema being registered is incompatible with an earlier schema for subject \"{subject}\", details: [{objection}]");
        }

        return (200, new JsonObject { ["id"] = Add(subject, schema) }.ToJsonString());
    }

    private int Add(string subject, string schema)
    {
        if (!_subjects.TryGetValue(subject, out var versions))
        {
            _subjects.Add(subject, versions = []);
        }

        if (!_known.Contains(schema))
        {
            _known.Add(schema);
        }

        var id = _known.IndexOf(schema) + 1;
        // The same schema once more is the version that there is.
        if (!versions.Exists(version => version.Schema == schema))
        {
            versions.Add((id, schema));
        }

        return id;
    }

    private static string? SchemaOf(string body)
    {
        try
        {
            var request = JsonNode.Parse(body)!.AsObject();
            var schema = request["schemaType"]?.GetValue<string>() == "JSON" ? request["schema"]?.GetValue<string>() : null;
            return schema is not null && JsonNode.Parse(schema) is JsonObject ? schema : null;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static (int Status, string Body) Error(int status, int code, string message) =>
        (status, new JsonObject { ["error_code"] = code, ["message"] = message }.ToJsonString());
}
