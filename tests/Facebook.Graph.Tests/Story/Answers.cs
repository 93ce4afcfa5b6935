using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Facebook.Graph.Tests;

/// <summary>Answers named for what they mean.</summary>
internal static class Answers
{
    internal static ScriptedAnswer Json(string json, HttpStatusCode status = HttpStatusCode.OK) => Body(status, "application/json", json);

    internal static ScriptedAnswer Ok(string json = """{"data":[]}""") => Json(json);

    /// <summary>Graph's error envelope.</summary>
    internal static ScriptedAnswer Error(
        int code, string message = "Something is wrong", int? subcode = null, HttpStatusCode status = HttpStatusCode.BadRequest, bool? isTransient = null, string type = "OAuthException")
    {
        var error = new JsonObject { ["message"] = message, ["type"] = type, ["code"] = code };
        if (subcode is not null)
        {
            error["error_subcode"] = subcode;
        }

        if (isTransient is not null)
        {
            error["is_transient"] = isTransient;
        }

        error["fbtrace_id"] = "Atrace1";
        return Json(new JsonObject { ["error"] = error }.ToJsonString(), status);
    }

    internal static ScriptedAnswer ServerFault() => Error(2, "An unexpected error has occurred. Please retry your request later.", status: HttpStatusCode.InternalServerError, isTransient: true);

    internal static ScriptedAnswer PageThrottled(int? minutes = null, string key = "100")
    {
        var answer = Error(80001, "(#80001) There have been too many calls to this Page account. Wait a bit and try again.");
        return minutes is null
            ? answer
            : answer.With("X-Business-Use-Case-Usage", $$"""{"{{key}}":[{"type":"pages","call_count":100,"total_cputime":40,"total_time":41,"estimated_time_to_regain_access":{{minutes}}}]}""");
    }

    internal static ScriptedAnswer AppThrottled() => Error(4, "(#4) Application request limit reached", status: HttpStatusCode.Forbidden, isTransient: true);

    internal static ScriptedAnswer Html(HttpStatusCode status) => Body(status, "text/html", "<html><body>Sorry, something went wrong.</body></html>");

    internal static ScriptedAnswer Body(HttpStatusCode status, string mediaType, string text) => Bytes(status, mediaType, Encoding.UTF8.GetBytes(text));

    internal static ScriptedAnswer Bytes(HttpStatusCode status, string mediaType, byte[] bytes) => new((_, _) =>
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return Task.FromResult(new HttpResponseMessage(status) { Content = content });
    });

    internal static ScriptedAnswer Coded(string coding, byte[] bytes) => new((_, _) =>
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentEncoding.Add(coding);
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
    });

    internal static ScriptedAnswer Stream(Stream stream) => new((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(stream) }));

    internal static ScriptedAnswer Failure(Exception exception) => new((_, _) => Task.FromException<HttpResponseMessage>(exception));

    /// <summary>An answer that comes after a time.</summary>
    internal static ScriptedAnswer Late(TimeSpan time, ScriptedAnswer answer) => new(async (clock, cancellationToken) =>
    {
        await Task.Delay(time, clock, cancellationToken).ConfigureAwait(false);
        return await answer.Respond(clock, cancellationToken).ConfigureAwait(false);
    });

    /// <summary>No answer, ever.</summary>
    internal static ScriptedAnswer Silence() => new((_, cancellationToken) => ForeverAsync<HttpResponseMessage>(cancellationToken));

    /// <summary>Ends with its cancellation only, and in that very moment: a cancelled Task.Delay goes on upon another thread, out of the story's sight.</summary>
    internal static Task<T> ForeverAsync<T>(CancellationToken cancellationToken)
    {
        var never = new TaskCompletionSource<T>();
        cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
        return never.Task;
    }
}
