using System.Runtime.InteropServices;

namespace Airbyte.Protocol;

/// <summary>The few calls of the C library that the standard streams need; the framework offers none of them as they are.</summary>
internal static partial class Libc
{
    /// <summary>poll: writing will not block.</summary>
    public const short PollOut = 0x4;

    /// <summary>poll: for the write end of a pipe, all readers are gone.</summary>
    public const short PollError = 0x8;

    /// <summary>poll: for a socket or terminal, the other side is gone.</summary>
    public const short PollHangUp = 0x10;

    /// <summary>Interrupted by a signal: try again.</summary>
    public const int ErrorInterrupted = 4;

    /// <summary>The descriptor is non-blocking and full.</summary>
    public const int ErrorWouldBlock = 11;

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static unsafe partial nint Write(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    internal static unsafe partial int Poll(PollDescriptor* descriptors, nuint count, int timeoutMilliseconds);

    /// <summary><c>struct pollfd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short ReturnedEvents;
    }
}
