using System.Runtime.InteropServices;

namespace Airbyte.Cdk;

/// <summary>The calls of the C library that ending by a signal needs.</summary>
internal static partial class Libc
{
    /// <summary>The default action of a signal.</summary>
    public const nint DefaultAction = 0;

    /// <summary>A signal that is ignored.</summary>
    public const nint Ignored = 1;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "signal", SetLastError = true)]
    internal static partial nint Signal(int signal, nint action);

    [LibraryImport("libc", EntryPoint = "_exit")]
    internal static partial void ExitNow(int code);

    /// <summary>The action that a signal has now: the first field of <c>struct sigaction</c> on Linux.</summary>
    internal static unsafe nint ActionOf(int signal)
    {
        // Larger than the structure of any C library.
        var action = stackalloc nint[64];
        return SigAction(signal, null, action) == 0 ? action[0] : DefaultAction;
    }

    [LibraryImport("libc", EntryPoint = "sigaction", SetLastError = true)]
    private static unsafe partial int SigAction(int signal, void* newAction, void* oldAction);
}
