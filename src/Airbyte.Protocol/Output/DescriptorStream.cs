using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Airbyte.Protocol;

/// <summary>
/// Writes to a file descriptor that was inherited, as the C library does. Three things of the framework would be wrong here:
/// <c>System.Console</c> hides a broken pipe and may write escape codes to a terminal; a <c>FileStream</c> over a regular file keeps a
/// position of its own, so that two processes that append to one redirected output overwrite each other; and both fail on a pipe that the
/// parent has made non-blocking.
/// </summary>
internal sealed class DescriptorStream(int descriptor) : Stream
{
    /// <inheritdoc />
    public override bool CanRead => false;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => true;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc />
    public override unsafe void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            nint written;
            fixed (byte* start = buffer)
            {
                written = Libc.Write(descriptor, start, buffer.Length);
            }

            if (written >= 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }

            var error = Marshal.GetLastPInvokeError();
            if (error == Libc.ErrorWouldBlock)
            {
                WaitUntilWritable();
            }
            else if (error != Libc.ErrorInterrupted)
            {
                throw new IOException(Marshal.GetPInvokeErrorMessage(error), new Win32Exception(error));
            }
        }
    }

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    public override void Flush()
    {
        // Nothing is held back: every write is a system call.
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    private unsafe void WaitUntilWritable()
    {
        var poll = new Libc.PollDescriptor { Descriptor = descriptor, Events = Libc.PollOut };
        // A gone reader ends the wait as well; the next write then says so.
        _ = Libc.Poll(&poll, 1, -1);
    }
}
