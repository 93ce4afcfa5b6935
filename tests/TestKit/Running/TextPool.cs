using System.Text;
using System.Text.Json;

namespace TestKit;

/// <summary>Gives the same string for the same text: the records of a run repeat few texts very often.</summary>
internal sealed class TextPool
{
    private const int Longest = 256;

    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    public TextPool() => _bySpan = _texts.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The text that the reader stands on.</summary>
    public string Get(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length > Longest)
        {
            return reader.GetString()!;
        }

        Span<char> text = stackalloc char[Longest];
        return Get(text[..reader.CopyString(text)]);
    }

    /// <summary>The text of these bytes, which are ASCII or at least short.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Longest)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        Span<char> text = stackalloc char[Longest];
        return Get(text[..Encoding.UTF8.GetChars(utf8, text)]);
    }

    private string Get(ReadOnlySpan<char> text)
    {
        if (!_bySpan.TryGetValue(text, out var known))
        {
            known = text.ToString();
            _texts.Add(known);
        }

        return known;
    }
}
