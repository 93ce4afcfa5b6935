using System.Text;
using System.Text.RegularExpressions;

namespace Acceptance.Tests.Live;

/// <summary>Plays a Facebook that answers otherwise than the simulator does.</summary>
internal sealed class AlteredAnswers(HttpMessageHandler inner, string pattern, string replacement) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        answer.Content = new StringContent(Regex.Replace(text, pattern, replacement, RegexOptions.None, TimeSpan.FromSeconds(10)), Encoding.UTF8, "application/json");
        return answer;
    }
}
