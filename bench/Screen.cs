using System.Text;
using Airbyte.Protocol;

namespace Bench;

/// <summary>What a person sees while it measures.</summary>
internal static class Screen
{
    /// <summary>Writes a line.</summary>
    public static void Line(string text)
    {
        using var output = StandardStreams.OpenOutput();
        output.Write(Encoding.UTF8.GetBytes(text + "\n"));
    }
}
