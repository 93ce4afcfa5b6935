using System.Buffers.Binary;
using System.Text;

namespace TestKit.Telemetry;

/// <summary>
/// A message of protobuf as it is on the wire, fields by number (https://protobuf.dev/programming-guides/encoding/). Knows no schema: who asks says what the field is.
/// </summary>
public sealed class WireMessage
{
    private readonly List<(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)> _fields = [];

    /// <summary>Takes a message apart.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public WireMessage(ReadOnlyMemory<byte> message)
    {
        while (!message.IsEmpty)
        {
            var tag = Varint(ref message);
            var (value, bytes) = (tag & 7) switch
            {
                0 => (Varint(ref message), ReadOnlyMemory<byte>.Empty),
                1 => (BinaryPrimitives.ReadUInt64LittleEndian(Take(ref message, 8).Span), ReadOnlyMemory<byte>.Empty),
                2 => (0UL, Take(ref message, Varint(ref message))),
                5 => (BinaryPrimitives.ReadUInt32LittleEndian(Take(ref message, 4).Span), ReadOnlyMemory<byte>.Empty),
                var type => throw new FormatException($"There is no wire type {type}."),
            };
            _fields.Add(((int)(tag >> 3), value, bytes));
        }
    }

    /// <summary>Whether the field is there.</summary>
    public bool Has(int number) => _fields.Exists(field => field.Number == number);

    /// <summary>The messages of a field that may be repeated.</summary>
    public IEnumerable<WireMessage> Messages(int number) => _fields.Where(field => field.Number == number).Select(field => new WireMessage(field.Bytes));

    /// <summary>The text of a field; empty without it.</summary>
    public string Text(int number) => Encoding.UTF8.GetString(Bytes(number).Span);

    /// <summary>The bytes of a field in hexadecimal; empty without it.</summary>
    public string Hex(int number) => Convert.ToHexStringLower(Bytes(number).Span);

    /// <summary>The number of a field; 0 without it.</summary>
    public long Whole(int number) => (long)_fields.LastOrDefault(field => field.Number == number).Value;

    /// <summary>The floating-point number of a field; 0 without it.</summary>
    public double Fraction(int number) => BitConverter.Int64BitsToDouble(Whole(number));

    private ReadOnlyMemory<byte> Bytes(int number) => _fields.LastOrDefault(field => field.Number == number).Bytes;

    private static ulong Varint(ref ReadOnlyMemory<byte> rest)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = Take(ref rest, 1).Span[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> rest, ulong length)
    {
        if (length > (ulong)rest.Length)
        {
            throw new FormatException("The message is cut off.");
        }

        var taken = rest[..(int)length];
        rest = rest[(int)length..];
        return taken;
    }
}
