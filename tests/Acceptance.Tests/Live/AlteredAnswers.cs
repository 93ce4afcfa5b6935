using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Acceptance.Tests.Live;

/// <summary>Plays a Facebook that answers otherwise than the simulator does. Pattern and replacement stand for bytes, a character each, so that an answer can also be made invalid UTF-8.</summary>
internal sealed class AlteredAnswers(HttpMessageHandler inner, string pattern, string replacement) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        var text = Encoding.Latin1.GetString(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
        var altered = Regex.Replace(text, pattern, replacement, RegexOptions.None, TimeSpan.FromSeconds(10));
        answer.Content = new ByteArrayContent(Encoding.Latin1.GetBytes(altered)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "UTF-8" } } };
        return answer;
    }
}
