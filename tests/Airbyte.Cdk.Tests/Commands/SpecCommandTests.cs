namespace Airbyte.Cdk.Tests;

public sealed class SpecCommandTests
{
    [Fact]
    public async Task It_writes_the_specification_and_nothing_else()
    {
        var run = await new HostRun().Run("spec");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("SPEC", Assert.Single(run.Messages).Type());
        Assert.StartsWith("""{"type":"SPEC","spec":{"documentationUrl":"https://example.org/docs","connectionSpecification":{""", run.StandardOutput, StringComparison.Ordinal);
        Assert.Equal("", run.StandardError);
    }

    [Fact]
    public async Task A_signal_after_the_answer_does_not_spoil_it()
    {
        using var signal = new FakeSignal();
        await signal.Send();
        var run = await new HostRun { Signal = signal }.Run("spec");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(0, signal.Ends);
        Assert.Single(run.Messages);
    }
}
