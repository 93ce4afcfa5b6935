using System.Text;

namespace Airbyte.Cdk;

/// <summary>The text that explains the command line.</summary>
internal static class Usage
{
    private const int Narrowest = 18;

    /// <summary>Writes it for an executable of this name.</summary>
    public static string Of(string executable, IReadOnlyList<Command> commands)
    {
        var text = new StringBuilder("Usage:\n");
        var width = commands.Max(command => command.Name.Length);
        foreach (var command in commands)
        {
            var options = command.Options
                .Where(option => option.Description is not null)
                .Select(option => option.Required ? $"{option.Name} {option.Placeholder}" : $"[{option.Name} {option.Placeholder}]");
            var line = $"  {executable} {command.Name.PadRight(width)} {string.Join(' ', options)}";
            text.Append(line.TrimEnd()).Append("\n      ").Append(command.Summary).Append('\n');
        }

        text.Append("\nOptions:\n");
        var all = commands.SelectMany(command => command.AllOptions).Distinct().Where(option => option.Description is not null).ToList();
        var column = Math.Max(Narrowest, all.Max(option => Spelled(option).Length) + 2);
        foreach (var option in all)
        {
            text.Append("  ").Append(Spelled(option).PadRight(column)).Append(option.Description).Append('\n');
        }

        return text.Append("\nExit codes: 0 done, 1 failed (standard output says why), 2 wrong usage.\n").ToString();
    }

    private static string Spelled(Option option) => $"{option.Name} {option.Placeholder}".TrimEnd();
}
