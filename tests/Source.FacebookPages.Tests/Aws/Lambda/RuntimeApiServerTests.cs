using System.Net;
using TestKit;

namespace Source.FacebookPages.Tests.Aws.Lambda;

/// <summary>That the tests' Lambda is as strict as AWS's emulator: a runtime that passes there must not pass by luck.</summary>
public sealed class RuntimeApiServerTests : IAsyncLifetime
{
    private RuntimeApiServer _server = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RuntimeApiServer.StartAsync();
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://{_server.Authority}/2018-06-01/runtime/") };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task An_answer_is_taken_once()
    {
        var invocation = _server.InvokeAsync("{}", TestContext.Current.CancellationToken);
        var id = await NextAsync();

        Assert.Equal((HttpStatusCode.Accepted, "{\"status\":\"OK\"}\n"), await PostAsync($"invocation/{id}/response", "1"));
        Assert.Equal(new InvocationOutcome(id, "1", Error: null), await invocation);
        var (status, body) = await PostAsync($"invocation/{id}/response", "2");
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("\"errorType\":\"InvalidStateTransition\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_before_an_invocation_is_refused()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync("invocation/1/response", "1")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync("invocation/1/error", "1")).Status);
    }

    [Fact]
    public async Task An_answer_under_another_id_is_refused_and_the_runtime_is_stuck()
    {
        _ = _server.InvokeAsync("{}", TestContext.Current.CancellationToken);
        var id = await NextAsync();

        var (status, body) = await PostAsync($"invocation/{id}x/response", "1");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("{\"errorMessage\":\"Invalid request ID\",\"errorType\":\"InvalidRequestID\"}\n", body);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync($"invocation/{id}/error", "{}")).Status);
        using var next = await _http.GetAsync("invocation/next", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, next.StatusCode);
    }

    [Fact]
    public async Task An_answer_that_is_too_large_ends_the_invocation_with_Lambda_s_own_error()
    {
        var invocation = _server.InvokeAsync("{}", TestContext.Current.CancellationToken);
        var id = await NextAsync();

        var (status, body) = await PostAsync($"invocation/{id}/response", new string('x', 6_291_557));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Equal("{\"errorMessage\":\"Exceeded maximum allowed payload size (6291556 bytes).\",\"errorType\":\"RequestEntityTooLarge\"}\n", body);
        Assert.Equal("Function.ResponseSizeTooLarge", (await invocation).Error!.Type);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync($"invocation/{id}/error", "{}")).Status);
    }

    [Fact]
    public async Task An_error_of_the_start_comes_before_the_first_invocation_or_not_at_all()
    {
        const string Error = """{"errorMessage": "m", "errorType": "t", "stackTrace": ["s"]}""";

        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("init/error", Error)).Status);
        Assert.Equal("m", (await _server.InitError).Message);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync("init/error", Error)).Status);
    }

    [Fact]
    public async Task Other_paths_and_versions_are_not_there()
    {
        using var other = await _http.GetAsync("/2018-06-02/runtime/invocation/next", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    private async Task<string> NextAsync()
    {
        using var response = await _http.GetAsync("invocation/next", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return response.Headers.GetValues("Lambda-Runtime-Aws-Request-Id").Single();
    }

    private async Task<(HttpStatusCode Status, string Body)> PostAsync(string path, string body)
    {
        using var content = new StringContent(body);
        using var response = await _http.PostAsync(path, content, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
