using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace Airbyte.Protocol.Tests;

/// <summary>The raw descriptor stream, over pipes and files of the test's own.</summary>
public sealed class StandardStreamsTests
{
    [Fact]
    public void Bytes_arrive_at_the_reader_of_the_pipe()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.In);
        using var output = new DescriptorStream(DescriptorOf(pipe.ClientSafePipeHandle));
        output.Write("{\"a\":1}\n"u8);
        output.Flush();

        var read = new byte[8];
        pipe.ReadExactly(read);
        Assert.Equal("{\"a\":1}\n"u8.ToArray(), read);
    }

    [Fact]
    public async Task More_than_a_pipe_holds_is_written_as_the_reader_reads()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.In);
        var sent = new byte[1_000_000];
        new Random(1).NextBytes(sent);
        var writing = Task.Run(
            () =>
            {
                using var output = new DescriptorStream(DescriptorOf(pipe.ClientSafePipeHandle));
                output.Write(sent);
            },
            TestContext.Current.CancellationToken);

        var received = new byte[sent.Length];
        await pipe.ReadExactlyAsync(received, TestContext.Current.CancellationToken);
        await writing;
        Assert.Equal(sent, received);
    }

    [Fact]
    public void A_write_without_a_reader_throws_instead_of_killing_the_process()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.In);
        using var writeEnd = pipe.ClientSafePipeHandle;
        using var output = new DescriptorStream(DescriptorOf(writeEnd));
        pipe.SafePipeHandle.Dispose();

        var exception = Assert.Throws<IOException>(() => output.Write("x"u8));
        Assert.Contains("pipe", exception.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_reader_of_a_pipe_is_seen_to_be_gone_without_writing()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.In);
        using var writeEnd = pipe.ClientSafePipeHandle;
        Assert.False(StandardStreams.ReaderIsGone(DescriptorOf(writeEnd)));

        pipe.SafePipeHandle.Dispose();
        Assert.True(StandardStreams.ReaderIsGone(DescriptorOf(writeEnd)));
    }

    [Fact]
    public void A_full_pipe_has_still_a_reader()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.In);
        using var output = new DescriptorStream(DescriptorOf(pipe.ClientSafePipeHandle));
        output.Write(new byte[65536]);

        Assert.False(StandardStreams.ReaderIsGone(DescriptorOf(pipe.ClientSafePipeHandle)));
    }

    [Fact]
    public void A_file_has_always_a_reader_and_two_writers_of_one_redirection_do_not_overwrite_each_other()
    {
        var path = Path.GetTempFileName();
        try
        {
            // What a shell does for ( first; second ) > path: both inherit one open file with one position.
            using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
            using (var first = new DescriptorStream(DescriptorOf(file)))
            {
                first.Write("first\n"u8);
            }

            using (var second = new DescriptorStream(DescriptorOf(file)))
            {
                second.Write("second\n"u8);
            }

            Assert.False(StandardStreams.ReaderIsGone(DescriptorOf(file)));
            Assert.Equal("first\nsecond\n", File.ReadAllText(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_descriptor_that_is_not_open_is_an_error_of_output()
    {
        using var output = new DescriptorStream(999_999);

        Assert.Throws<IOException>(() => output.Write("x"u8));
    }

    [Fact]
    public void It_only_writes()
    {
        using var output = new DescriptorStream(1);

        Assert.Equal((false, false, true), (output.CanRead, output.CanSeek, output.CanWrite));
        Assert.Throws<NotSupportedException>(() => output.Read(new byte[1], 0, 1));
        Assert.Throws<NotSupportedException>(() => output.Seek(0, SeekOrigin.Begin));
        Assert.Throws<NotSupportedException>(() => output.SetLength(0));
    }

    private static int DescriptorOf(SafeHandle handle)
    {
        Debug.Assert(!handle.IsInvalid, "the handle is open");
        return (int)handle.DangerousGetHandle();
    }
}
