namespace GraphSimulator.Edges;

/// <summary>One entry of <c>fields=</c>: <c>insights.metric(a,b).period(day){name,values}</c>.</summary>
internal sealed record FieldSelection(string Name, IReadOnlyList<KeyValuePair<string, string>> Modifiers, IReadOnlyList<FieldSelection> Children)
{
    public static IReadOnlyList<FieldSelection> Parse(string? text)
    {
        var position = 0;
        return string.IsNullOrWhiteSpace(text) ? [] : ReadList(text, ref position);
    }

    private static List<FieldSelection> ReadList(string text, ref int position)
    {
        var list = new List<FieldSelection>();
        while (position < text.Length && text[position] != '}')
        {
            if (text[position] == ',' || char.IsWhiteSpace(text[position]))
            {
                position++;
                continue;
            }

            list.Add(ReadOne(text, ref position));
        }

        position++;
        return list;
    }

    private static FieldSelection ReadOne(string text, ref int position)
    {
        var name = ReadWord(text, ref position);
        var modifiers = new List<KeyValuePair<string, string>>();
        IReadOnlyList<FieldSelection> children = [];
        while (position < text.Length)
        {
            if (text[position] == '.')
            {
                position++;
                var modifier = ReadWord(text, ref position);
                modifiers.Add(new(modifier, ReadBrackets(text, ref position)));
            }
            else if (text[position] == '(')
            {
                _ = ReadBrackets(text, ref position);
            }
            else if (text[position] == '{')
            {
                position++;
                children = ReadList(text, ref position);
            }
            else
            {
                break;
            }
        }

        if (name.Length == 0 && modifiers.Count == 0 && position < text.Length && text[position] is ')')
        {
            position++;
        }

        return new FieldSelection(name, modifiers, children);
    }

    private static string ReadWord(string text, ref int position)
    {
        var start = position;
        while (position < text.Length && text[position] is not (',' or '.' or '(' or ')' or '{' or '}'))
        {
            position++;
        }

        return text[start..position].Trim();
    }

    private static string ReadBrackets(string text, ref int position)
    {
        if (position >= text.Length || text[position] != '(')
        {
            return "";
        }

        var end = text.IndexOf(')', position);
        end = end < 0 ? text.Length : end;
        var content = text[(position + 1)..end];
        position = Math.Min(text.Length, end + 1);
        return content.Trim();
    }
}
