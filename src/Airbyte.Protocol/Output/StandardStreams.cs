namespace Airbyte.Protocol;

/// <summary>Standard output and standard error as raw descriptors; <c>System.Console</c> is never touched.</summary>
public static class StandardStreams
{
    private const int OutputDescriptor = 1;
    private const int ErrorDescriptor = 2;

    /// <summary>Standard output. A write throws an <see cref="IOException"/> when the reader is gone.</summary>
    public static Stream OpenOutput() => new DescriptorStream(OutputDescriptor);

    /// <summary>Standard error.</summary>
    public static Stream OpenError() => new DescriptorStream(ErrorDescriptor);

    /// <summary>
    /// Whether the reader of standard output has gone, found without writing. So a connector that waits for hours on a rate limit
    /// notices it too.
    /// False when standard output is a file or cannot be asked.
    /// </summary>
    public static bool ReaderIsGone() => ReaderIsGone(OutputDescriptor);

    internal static unsafe bool ReaderIsGone(int descriptor)
    {
        var poll = new Libc.PollDescriptor { Descriptor = descriptor, Events = 0 };
        return Libc.Poll(&poll, 1, 0) == 1 && (poll.ReturnedEvents & (Libc.PollError | Libc.PollHangUp)) != 0;
    }
}
