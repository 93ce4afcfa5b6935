using System.Text;
using System.Text.Json;
using Airbyte.Cdk;
using Airbyte.Protocol;
using Source.FacebookPages.Configuration;
using Source.FacebookPages.Registry;
using Source.FacebookPages.Tests.Story;
using TestKit.Registry;

namespace Source.FacebookPages.Tests.Registry;

/// <summary>The client against a server that follows the published API.</summary>
public sealed class ConfluentSchemaRegistryTests : IAsyncLifetime
{
    private const string Subject = "facebook_pages.pages";

    private static readonly byte[] First = """{"type":"object","properties":{"a":{"type":"string"}}}"""u8.ToArray();

    private static readonly byte[] Second = """{"type":"object","properties":{"b":{"type":"string"}}}"""u8.ToArray();

    private ConfluentServer _server = null!;
    private ConfluentSchemaRegistry _registry = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ConfluentServer.StartAsync();
        _registry = Open(null);
    }

    public async ValueTask DisposeAsync()
    {
        _registry.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_subject_that_is_not_there_has_no_version_and_takes_any()
    {
        Assert.Null(await _registry.FindLatestAsync(Subject, Stop));
        Assert.Null(await _registry.ObjectionToAsync(Subject, First, Stop));
        Assert.True(await _registry.TryRegisterAsync(Subject, First, null, Stop));

        var latest = await _registry.FindLatestAsync(Subject, Stop);
        Assert.Equal(1, latest!.Version);
        Assert.True(JsonElement.DeepEquals(Parse(First), latest.Schema));
    }

    [Fact]
    public async Task Every_request_has_the_content_type_of_the_API_and_schemas_are_of_the_type_JSON()
    {
        await _registry.TryRegisterAsync(Subject, First, null, Stop);

        var post = Assert.Single(_server.Requests, request => request.Method == "POST");
        Assert.Equal("/subjects/facebook_pages.pages/versions", post.Target);
        Assert.Equal("application/vnd.schemaregistry.v1+json", post.Header("Content-Type"));
        Assert.All(_server.Requests, request => Assert.StartsWith("application/vnd.schemaregistry.v1+json", request.Header("Accept"), StringComparison.Ordinal));
        using var body = JsonDocument.Parse(post.Text);
        Assert.Equal("JSON", body.RootElement.GetProperty("schemaType").GetString());
        Assert.Equal(Encoding.UTF8.GetString(First), body.RootElement.GetProperty("schema").GetString());
    }

    [Fact]
    public async Task Of_two_that_register_on_the_same_basis_the_later_is_told()
    {
        await _registry.TryRegisterAsync(Subject, First, null, Stop);

        Assert.False(await _registry.TryRegisterAsync(Subject, Second, null, Stop));
        Assert.Single(_server.VersionsOf(Subject));
    }

    [Fact]
    public async Task What_the_registry_finds_incompatible_is_an_objection_before_and_a_refusal_after()
    {
        await _registry.TryRegisterAsync(Subject, First, null, Stop);
        _server.Objection = (_, _, _) => "PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL";
        var latest = await _registry.FindLatestAsync(Subject, Stop);

        Assert.Equal("PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL", await _registry.ObjectionToAsync(Subject, Second, Stop));
        var refusal = await Assert.ThrowsAsync<SchemaRefusedException>(() => _registry.TryRegisterAsync(Subject, Second, latest, Stop));
        Assert.Contains("incompatible with an earlier schema", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, 50001, "Error in the backend datastore")]
    [InlineData(500, 50002, "Operation timed out")]
    [InlineData(500, 50003, "Error while forwarding the request to the primary")]
    [InlineData(503, 503, "Service Unavailable")]
    [InlineData(429, 42901, "Too many requests")]
    public async Task A_passing_error_is_tried_again_and_then_told_as_one(int status, int code, string message)
    {
        var body = $$"""{"error_code":{{code}},"message":"{{message}}"}""";
        _server.Faults.Enqueue((status, body));
        Assert.Null(await _registry.FindLatestAsync(Subject, Stop));
        Assert.Equal(2, _server.Requests.Count);

        for (var fault = 0; fault < 4; fault++)
        {
            _server.Faults.Enqueue((status, body));
        }

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => _registry.FindLatestAsync(Subject, Stop));
        Assert.Equal(FailureType.TransientError, failure.FailureType);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Equal(6, _server.Requests.Count);
    }

    [Theory]
    [InlineData(401, """{"error_code":401,"message":"Unauthorized"}""", "Check schema_registry.credentials.")]
    [InlineData(403, """{"error_code":40301,"message":"User is denied operation Read on Subject"}""", "error code 40301")]
    [InlineData(404, "<html>nothing here</html>", "Check schema_registry.url")]
    [InlineData(302, "", "Redirects are not followed")]
    public async Task Another_error_is_the_users_to_mend_and_not_tried_again(int status, string body, string remedy)
    {
        _server.Faults.Enqueue((status, body));

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => _registry.FindLatestAsync(Subject, Stop));

        Assert.Equal(FailureType.ConfigError, failure.FailureType);
        Assert.Contains(remedy, failure.Message, StringComparison.Ordinal);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_schema_that_the_registry_can_not_read_is_told_with_its_code()
    {
        _server.Faults.Enqueue((404, """{"error_code":40401,"message":"Subject 'x' not found."}"""));
        _server.Faults.Enqueue((422, """{"error_code":42201,"message":"Invalid schema of type JSON"}"""));

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => _registry.TryRegisterAsync(Subject, First, null, Stop));

        Assert.Equal(FailureType.ConfigError, failure.FailureType);
        Assert.Contains("error code 42201: Invalid schema of type JSON", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_tried_again()
    {
        _server.Faults.Enqueue((0, ""));

        Assert.Null(await _registry.FindLatestAsync(Subject, Stop));
    }

    [Fact]
    public async Task A_subject_of_somebody_else_is_left_alone()
    {
        // Where the type is left out, the schema is Avro.
        _server.Faults.Enqueue((200, """{"subject":"s","version":1,"id":1,"schema":"{\"type\":\"record\"}"}"""));

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => _registry.FindLatestAsync(Subject, Stop));

        Assert.Contains("subject_prefix", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("basic", "Basic a2V5OnMzY3JldA==")]
    [InlineData("token", "Bearer tok3n")]
    public async Task Credentials_travel_in_the_header(string kind, string expected)
    {
        _server.Authorization = expected;
        using var registry = Open(kind == "basic" ? new SchemaRegistryCredentials.Basic("key", "s3cret") : new SchemaRegistryCredentials.Bearer("tok3n"));

        Assert.Null(await registry.FindLatestAsync(Subject, Stop));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static JsonElement Parse(byte[] json) => JsonDocument.Parse(json).RootElement;

    private ConfluentSchemaRegistry Open(SchemaRegistryCredentials? credentials) =>
        new(new RegistryHttp(_server.Address, credentials, new ImpatientTime(new DateTimeOffset(2026, 11, 22, 18, 0, 0, TimeSpan.Zero)), () => 0), "http://registry");
}
