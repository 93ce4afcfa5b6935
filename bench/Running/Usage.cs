using System.Runtime.InteropServices;

namespace Bench.Running;

/// <summary>The processor time of the processes that this one has started and that have ended.</summary>
internal static partial class Usage
{
    private const int Children = -1;

    /// <summary>Seconds of all ended children, in user and kernel mode.</summary>
    public static double SecondsOfChildren()
    {
        // ru_utime and ru_stime come first in struct rusage; all of it is 18 words.
        Span<long> usage = stackalloc long[18];
        if (GetUsage(Children, ref MemoryMarshal.GetReference(usage)) != 0)
        {
            throw new InvalidOperationException("The system does not tell the processor time of processes.");
        }

        return usage[0] + usage[2] + ((usage[1] + usage[3]) / 1e6);
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, ref long usage);
}
