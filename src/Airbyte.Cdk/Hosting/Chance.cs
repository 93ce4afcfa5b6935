using System.Buffers.Binary;

namespace Airbyte.Cdk;

/// <summary>The chance that names runs and spreads waits in production. No secret depends on it.</summary>
public static class Chance
{
    private const int Steps = 1 << 24;
    private const int GuidLength = 16;

    /// <summary>A number from 0 (inclusive) to 1 (exclusive).</summary>
    public static double Next()
    {
        // Straight from the kernel. RandomNumberGenerator would load OpenSSL for it, which takes as long as a whole "spec".
        Span<byte> bytes = stackalloc byte[GuidLength];
        Guid.NewGuid().TryWriteBytes(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes) % Steps / (double)Steps;
    }
}
