using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Airbyte.Protocol.Tests;

/// <summary>Nothing at which any reader splits a line may stand raw within one, and nothing may break the JSON.</summary>
public sealed class EscapingTests : IDisposable
{
    /// <summary>All characters at which Python's <c>str.splitlines</c> splits.</summary>
    private const string LineBreakers = "\n\r\u000B\u000C\u001C\u001D\u001E\u0085\u2028\u2029";

    private readonly WriterHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [Fact]
    public void No_message_has_a_raw_line_breaker_or_control_character_inside()
    {
        var hostile = LineBreakers + string.Concat(Enumerable.Range(0, 0x20).Select(code => (char)code)) + "\u001F\u007F\uFEFF\u00A0";
        using var batch = WriterHarness.Batch("s" + hostile, hostile);
        _harness.Writer.WriteRecords(batch);
        _harness.Writer.WriteLog(MessageLevel.Info, hostile, hostile);
        _harness.Writer.WriteError(new ErrorTrace(FailureType.SystemError, hostile, hostile, hostile, hostile));
        _harness.Writer.WriteConnectionStatus(succeeded: false, hostile);
        _harness.Writer.WriteStreamStatus(hostile, StreamStatus.Started);
        _harness.Writer.WriteState(hostile, "{}"u8, 0);

        Assert.Equal(6, _harness.Lines.Length);
        Assert.All(_harness.Lines, line => Assert.DoesNotContain(line, character => LineBreakers.Contains(character) || character < ' '));
    }

    [Fact]
    public void What_was_escaped_reads_back_as_it_was()
    {
        var text = LineBreakers + "é <&'+ \"\\ 😀 \u001F";
        using var batch = WriterHarness.Batch("s", text);
        _harness.Writer.WriteRecords(batch);
        _harness.Writer.Flush();

        using var record = JsonDocument.Parse(_harness.Lines[0]);
        Assert.Equal(text, record.RootElement.GetProperty("record").GetProperty("data").GetProperty("v").GetString());
    }

    [Fact]
    public void Letters_and_harmless_signs_stay_readable()
    {
        using var batch = WriterHarness.Batch("s", "é <&'+");

        Assert.Equal("""{"v":"é <&'+"}""", WriterHarness.TextOf(batch));
    }

    /// <summary>The code units are given in hexadecimal: as text, the runner itself would replace them.</summary>
    [Theory]
    [InlineData("D800")]
    [InlineData("DC00")]
    [InlineData("0061 D83D")]
    [InlineData("DE00 D83D")]
    public void A_lone_surrogate_becomes_the_replacement_character(string codeUnits)
    {
        var text = string.Concat(codeUnits.Split(' ').Select(unit => (char)int.Parse(unit, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
        using var batch = WriterHarness.Batch("s", text);
        _harness.Writer.WriteRecords(batch);
        _harness.Writer.WriteLog(MessageLevel.Info, text);

        foreach (var line in _harness.Lines)
        {
            using var message = JsonDocument.Parse(line);
            Assert.Contains("\uFFFD", line.Replace("\\uFFFD", "\uFFFD", StringComparison.OrdinalIgnoreCase), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_catalog_schema_with_raw_line_separators_comes_out_escaped()
    {
        _harness.Writer.WriteCatalog([new AirbyteStream
        {
            Name = "s",
            JsonSchema = Encoding.UTF8.GetBytes("{\"type\":\"object\",\"title\":\"a\u2028b\u0085c\"}"),
            SupportedSyncModes = [SyncMode.FullRefresh],
        }]);

        Assert.Contains("\"a\\u2028b\\u0085c\"", _harness.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CATALOG")]
    [InlineData("CONNECTION_STATUS")]
    [InlineData("SPEC")]
    public void A_log_never_contains_a_word_that_wrappers_search_the_answer_by(string word)
    {
        _harness.Writer.WriteLog(MessageLevel.Info, $"The {word} of {word}S", $"at {word}.Run()");

        Assert.DoesNotContain(word, _harness.Text, StringComparison.Ordinal);
        Assert.Contains($"The {word.ToLowerInvariant()} of {word.ToLowerInvariant()}S", _harness.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RECORD")]
    [InlineData("STATE")]
    public void A_log_that_quotes_a_message_cannot_be_taken_for_it(string type)
    {
        _harness.Writer.WriteLog(MessageLevel.Debug, $$"""got {"type":"{{type}}"}""");

        using var message = JsonDocument.Parse(_harness.Lines[0]);
        Assert.DoesNotContain($"\"type\":\"{type}\"", message.RootElement.GetProperty("log").GetProperty("message").GetString(), StringComparison.Ordinal);
    }
}
