using Microsoft.Extensions.Logging;

namespace Facebook.Graph.Tests;

public sealed class VersionCheckTests : IDisposable
{
    private readonly GraphStory _story = new();

    public void Dispose() => _story.Dispose();

    [Fact]
    public void Another_version_than_asked_for_is_warned_about_once()
    {
        _story.Options = _story.Options with { Version = "v18.0" };
        _story.Script.Answer("100/insights", Answers.Ok().With("facebook-api-version", "v21.0"), Answers.Ok().With("facebook-api-version", "v21.0"));

        _story.Get(_story.Insights());
        _story.Get(_story.Insights());

        var line = Assert.Single(_story.Log.Lines);
        Assert.Equal(LogLevel.Warning, line.Level);
        Assert.Contains("v18.0", line.Message, StringComparison.Ordinal);
        Assert.Contains("v21.0", line.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_tells_the_version_too()
    {
        _story.Script.Answer("100/insights", Answers.Error(100).With("Facebook-API-Version", "v26.0"));

        _story.Fail(_story.Insights());

        Assert.Contains("v26.0", _story.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v25.0")]
    [InlineData("V25.0")]
    [InlineData("")]
    public void The_version_asked_for_is_no_news(string served)
    {
        _story.Script.Answer("100/insights", Answers.Ok().With("facebook-api-version", served), Answers.Ok());

        _story.Get(_story.Insights());
        _story.Get(_story.Insights());

        Assert.Empty(_story.Log.Lines);
    }
}
