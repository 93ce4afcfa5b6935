using System.Text;

namespace Airbyte.Cdk;

/// <summary>The text that explains the command line.</summary>
internal static class Usage
{
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
        foreach (var option in commands.SelectMany(command => command.AllOptions).Distinct().Where(option => option.Description is not null))
        {
            text.Append("  ").Append($"{option.Name} {option.Placeholder}".PadRight(18)).Append(option.Description).Append('\n');
        }

        return text.Append("\nExit codes: 0 done, 1 failed (standard output says why), 2 wrong usage.\n").ToString();
    }
}
