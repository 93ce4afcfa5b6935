using System.Text;
using Acceptance.Tests.Live;
using TestKit;

namespace Acceptance.Tests.Executable;

/// <summary>Answers of Facebook that are no valid UTF-8: what the executable puts out is, and nothing is lost for it.</summary>
public sealed class BrokenTextTests
{
    [Theory]
    [InlineData("a byte that begins nothing, in a field", "Blue Door", "Blue\u00ffDoor", "Blue\uFFFDDoor")]
    [InlineData("a sequence that is cut off, in a field", "Blue Door", "Blue \u00e2\u0082", "Blue \uFFFD")]
    [InlineData("a surrogate as three bytes, in a field", "Blue Door", "Blue\u00ed\u00a0\u0080Door", "Blue\uFFFD")]
    [InlineData("a byte that begins nothing, in the key of a map", "\"wow\":", "\"w\u00ffw\":", "\"w\uFFFDw\":")]
    public async Task Text_that_is_not_valid_is_replaced_and_all_records_are_there(string what, string pattern, string replacement, string expected)
    {
        await using var launched = await Launched.PrepareAsync();
        launched.World.Pages[0].Name = "Blue Door Coffee";
        await using var relay = await RecordingRelay.StartAsync(
            launched.Server.BaseUrl, new AlteredAnswers(RecordingRelay.HandlerFor(launched.Server.BaseUrl), pattern, replacement));
        var config = launched.Config(5).With("max_attempts", 2).With("api_url", relay.Address.ToString());
        var catalog = CatalogBuilder.Of(("pages", "full_refresh"), (Launched.Insights, "incremental"));
        using var process = await Launched.StartAsync(launched.Read(config, catalog));
        using var bytes = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        // Throws at the first byte that is no UTF-8.
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.ToArray());
        var output = ProtocolChecks.Verify(new ConnectorOutput(process.ExitCode, bytes.ToArray(), ""), catalog);

        Assert.True(output.ExitCode == 0, $"{what}: {string.Join('\n', output.Errors.Select(error => error.ToJsonString()))}");
        Assert.Contains(expected, text.Replace("\\uFFFD", "\uFFFD", StringComparison.OrdinalIgnoreCase), StringComparison.Ordinal);
        Assert.Equal(1 + (5 * ExpectedInsights.DefaultMetrics.Count), output.Records.Count);
    }
}
