using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace TestKit;

/// <summary>What the Runtime API answers to one call.</summary>
internal sealed record RuntimeApiReply(int Status, byte[] Body, IReadOnlyDictionary<string, string?> Headers)
{
    public static RuntimeApiReply Accepted { get; } = new(202, "{\"status\":\"OK\"}\n"u8.ToArray(), new Dictionary<string, string?>());

    public static RuntimeApiReply Refusal(int status, string type, string message) => new(
        status,
        Encoding.UTF8.GetBytes($"{{\"errorMessage\":\"{JsonEncodedText.Encode(message)}\",\"errorType\":\"{type}\"}}\n"),
        new Dictionary<string, string?>());

    public async Task SendAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.StatusCode = Status;
        response.ContentType = "application/json";
        response.ContentLength = Body.Length;
        foreach (var (name, value) in Headers)
        {
            if (value is not null)
            {
                response.Headers[name] = value;
            }
        }

        await response.Body.WriteAsync(Body, cancellationToken);
    }
}
