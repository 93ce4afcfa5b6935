namespace Bench.Figures;

/// <summary>The whole of <c>docs/performance.md</c>; pure.</summary>
internal static class Document
{
    /// <summary>Puts it together.</summary>
    /// <param name="machine">What it was measured on.</param>
    /// <param name="commit">What was measured.</param>
    /// <param name="sections">The figures.</param>
    /// <param name="remarks">What people have to say about them.</param>
    public static string Render(string machine, string commit, IEnumerable<Section> sections, string remarks) =>
        $"""
        # Performance

        Written by `dotnet run -c Release --project bench`; not to be edited. Everything here can be measured again by this one command, in about ten minutes. The
        remarks at the end stand in `bench/remarks.md`.

        - Machine: {machine}. Simulator, connector and the reader of its output share it.
        - Commit: {commit}.
        - Figures are medians. CPU is the processor time of the connector's process, user and kernel, from its start to its end. Peak is the most memory resident (`VmHWM`).
          MB are 10⁶ bytes of standard output, except of memory, where they are 2²⁰.

        {string.Join('\n', sections.Select(section => section.Render()))}
        {remarks.Trim()}

        """;
}
