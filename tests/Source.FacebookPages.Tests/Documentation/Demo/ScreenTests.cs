using Demo;

namespace Source.FacebookPages.Tests.Documentation.Demo;

public sealed class ScreenTests : IDisposable
{
    private readonly StringWriter _output = new() { NewLine = "\n" };

    public void Dispose() => _output.Dispose();

    [Fact]
    public void Text_is_wrapped_at_words_and_indented()
    {
        Plain(width: 16).Text("one two three four");

        Assert.Equal("  one two three\n  four\n", _output.ToString());
    }

    [Fact]
    public void An_entry_of_a_list_hangs_behind_its_bullet()
    {
        Plain(width: 14).Item("one two three");

        Assert.Equal("  - one two\n    three\n", _output.ToString());
    }

    [Fact]
    public void A_word_longer_than_the_screen_keeps_whole()
    {
        Plain(width: 10).Text("a https://example.com/a b");

        Assert.Equal("  a\n  https://example.com/a\n  b\n", _output.ToString());
    }

    [Fact]
    public void A_message_is_broken_where_the_screen_ends_and_loses_nothing()
    {
        Plain(width: 10).Message("{\"a\":1,\"b\":2}");

        Assert.Equal("  {\"a\":1,\"\n  b\":2}\n", _output.ToString());
    }

    [Fact]
    public void Without_colour_no_escape_is_written()
    {
        WriteAll(Plain(width: 80));

        Assert.DoesNotContain('\u001b', _output.ToString());
    }

    [Fact]
    public void Colour_changes_nothing_but_the_colour()
    {
        WriteAll(Plain(width: 80));
        var plain = _output.ToString();
        _output.GetStringBuilder().Clear();

        WriteAll(new Screen(_output, colour: true, width: 80));

        // Every escape ends with the letter m.
        var parts = _output.ToString().Split('\u001b');
        Assert.NotEqual(plain, _output.ToString());
        Assert.Equal(plain, parts[0] + string.Concat(parts[1..].Select(part => part[(part.IndexOf('m', StringComparison.Ordinal) + 1)..])));
    }

    [Fact]
    public void A_table_aligns_words_left_and_numbers_right()
    {
        var table = new TextTable("name", "count#", "note");
        table.Add("a", "7", "");
        table.Add("longer", "1,234", "x");

        var (head, rows) = table.Render();

        Assert.Equal("name    count  note", head);
        Assert.Equal(["a           7", "longer  1,234  x"], rows);
    }

    private Screen Plain(int width) => new(_output, colour: false, width);

    private static void WriteAll(Screen screen)
    {
        screen.Heading("Heading");
        screen.Command("command");
        foreach (var tone in Enum.GetValues<Tone>())
        {
            screen.Text("text", tone);
        }
    }
}
