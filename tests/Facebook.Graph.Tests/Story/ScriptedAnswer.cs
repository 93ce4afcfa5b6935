namespace Facebook.Graph.Tests;

/// <summary>How the scripted server answers one call.</summary>
internal sealed record ScriptedAnswer(Func<TimeProvider, CancellationToken, Task<HttpResponseMessage>> Respond)
{
    /// <summary>The same answer with a header.</summary>
    internal ScriptedAnswer With(string name, string value) => new(async (clock, cancellationToken) =>
    {
        var response = await Respond(clock, cancellationToken).ConfigureAwait(false);
        Assert.True(response.Headers.TryAddWithoutValidation(name, value));
        return response;
    });
}
