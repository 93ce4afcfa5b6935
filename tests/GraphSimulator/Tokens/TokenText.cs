namespace GraphSimulator.Tokens;

/// <summary>Invents token texts that look like Facebook's and are the same in every run.</summary>
internal static class TokenText
{
    public const string Start = "EAAR";
    public const int Length = 64;
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static string For(string name)
    {
        Span<char> text = stackalloc char[Length];
        Start.CopyTo(text);
        var state = Insights.ValueFormula.Hash("token|" + name);
        for (var i = Start.Length; i < text.Length; i++)
        {
            text[i] = Alphabet[(int)(state % 62)];
            state = (state / 62) ^ (state * 0x9E3779B97F4A7C15);
        }

        return new string(text);
    }
}
